// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.harness.CoordinationHarness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Executes the contract with the JUnit launcher. This class is separate from {@link ContractRunner}, which must be
 * loadable without the launcher so that it can report that the launcher is missing.
 */
final class ContractExecution {

    private ContractExecution() {}

    /** Runs the whole contract. */
    static ContractReport of(Supplier<? extends CoordinationHarness> harnesses) {
        return of(harnesses, test -> FilterResult.included("the whole contract"));
    }

    /** Runs only the tests of some rules. */
    static ContractReport of(Supplier<? extends CoordinationHarness> harnesses, Set<Rule> rules) {
        Set<TestTag> tags =
                rules.stream().map(rule -> TestTag.create(rule.id())).collect(Collectors.toSet());
        return of(harnesses, test -> FilterResult.includedIf(!Collections.disjoint(test.getTags(), tags)));
    }

    private static ContractReport of(Supplier<? extends CoordinationHarness> harnesses, PostDiscoveryFilter tests) {
        String key = HarnessSupplierResolver.add(harnesses);
        try (LauncherSession session = LauncherFactory.openSession(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false) // This is not a run of the user's tests.
                .build())) {
            List<ContractReport> reports = new ArrayList<>();
            AbortListener abort = new AbortListener();
            session.getLauncher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(DiscoverySelectors.selectClass(SuppliedContract.class))
                                    .filters(tests)
                                    .configurationParameter(HarnessSupplierResolver.KEY, key)
                                    .build(),
                            new ContractListener(reports::add),
                            abort);
            abort.check();
            return singleReport(reports);
        } finally {
            HarnessSupplierResolver.remove(key);
        }
    }

    /**
     * Detects that JUnit itself failed, as it does if a test runs out of memory, and did not run the remaining tests.
     */
    private static final class AbortListener implements TestExecutionListener {

        private volatile @Nullable Throwable failure;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.getParentId().isEmpty()) {
                failure = result.getThrowable().orElse(null);
            }
        }

        void check() {
            if (failure != null) {
                throw new IllegalStateException("JUnit has aborted the run", failure);
            }
        }
    }

    private static ContractReport singleReport(List<ContractReport> reports) {
        if (reports.isEmpty()) {
            throw new IllegalStateException("JUnit ran no test of the contract");
        }
        if (reports.size() > 1) {
            throw new IllegalStateException("all harnesses of a run must have the same description, but they have "
                    + reports.stream().map(ContractReport::adapter).toList());
        }
        return reports.get(0);
    }
}
