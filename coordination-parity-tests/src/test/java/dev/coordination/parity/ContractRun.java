// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.runner.ContractListener;
import dev.coordination.parity.report.ParityReport;
import dev.coordination.redis.test.SharedRedisServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the contract, or other tests, within a test. The run is parallel, and a seed determines the order. */
final class ContractRun {

    private final LauncherDiscoveryRequestBuilder request;
    private final List<TestExecutionListener> listeners = new ArrayList<>();

    ContractRun(Class<? extends CoordinationContract> contract, int threads, long seed) {
        this(List.of(contract), threads, seed);
    }

    ContractRun(List<Class<?>> tests, int threads, long seed) {
        request = LauncherDiscoveryRequestBuilder.request()
                .selectors(tests.stream().map(DiscoverySelectors::selectClass).toList())
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter(
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", Integer.toString(threads))
                .configurationParameter("junit.jupiter.execution.order.random.seed", Long.toString(seed))
                .configurationParameter(
                        "junit.jupiter.testmethod.order.default", "org.junit.jupiter.api.MethodOrderer$Random")
                .configurationParameter(
                        "junit.jupiter.testclass.order.default", "org.junit.jupiter.api.ClassOrderer$Random");
    }

    /** Adds the tests of a package. */
    ContractRun withPackage(String name) {
        request.selectors(DiscoverySelectors.selectPackage(name));
        return this;
    }

    /** Runs the tests on the server that an entry of the matrix selects. */
    ContractRun on(String entry) {
        request.configurationParameter(SharedRedisServer.SERVER_PARAMETER, entry);
        return this;
    }

    /** Adds the results to the parity report. */
    ContractRun reported() {
        listeners.add(new ContractListener(ParityReport.ofThisJvm()::add));
        return this;
    }

    /** Runs only the tests of these rules. */
    ContractRun ofRules(List<String> ids) {
        request.filters(TagFilter.includeTags(ids));
        return this;
    }

    /** Opens a session without automatically registered listeners. */
    static LauncherSession openSession() {
        return LauncherFactory.openSession(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .build());
    }

    TestExecutionSummary execute(LauncherSession session) {
        LauncherDiscoveryRequest built = request.build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        listeners.add(summary);
        session.getLauncher().execute(built, listeners.toArray(TestExecutionListener[]::new));
        return summary.getSummary();
    }

    /** Adds a listener. */
    ContractRun observedBy(TestExecutionListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Asserts that there were tests and that all of them passed. */
    static void assertAllPassed(String run, TestExecutionSummary summary) {
        assertPassed(run, summary, 0);
    }

    /** Asserts that there were tests and that all but a number of them passed. */
    static void assertPassed(String run, TestExecutionSummary summary, int aborted) {
        assertThat(summary.getFailures())
                .as(run)
                .extracting(failure -> failure.getTestIdentifier().getDisplayName() + ": " + failure.getException())
                .isEmpty();
        assertThat(summary.getTestsFoundCount()).as(run).isPositive();
        assertThat(summary.getTestsSucceededCount()).as(run).isEqualTo(summary.getTestsFoundCount() - aborted);
    }
}
