// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import dev.coordination.Arguments;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Listens to a test run, and reports the results of the contract at its end: one report for each combination of
 * contract class and adapter. This class requires {@code junit-platform-launcher}.
 *
 * <p>A listener is thread-safe, and may be used for several runs, one after another.
 *
 * @since 0.1.0
 */
public class ContractListener implements TestExecutionListener {

    private final Consumer<? super ContractReport> reports;
    private final Map<String, Map<String, String>> entries = new ConcurrentHashMap<>();
    private final Map<String, Long> starts = new ConcurrentHashMap<>();
    private final Queue<FinishedTest> finished = new ConcurrentLinkedQueue<>();

    private volatile @Nullable ContractTests tests;

    /**
     * Creates a listener.
     *
     * @param reports receives the reports, one after another, when the run has ended
     * @throws NullPointerException if it is null
     * @since 0.1.0
     */
    public ContractListener(Consumer<? super ContractReport> reports) {
        this.reports = Arguments.notNull(reports, "reports");
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        tests = new ContractTests(plan);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        starts.put(test.getUniqueId(), System.nanoTime());
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        if (AdapterEntry.isAdapterEntry(entry.getKeyValuePairs())) {
            entries.put(test.getUniqueId(), entry.getKeyValuePairs());
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        ContractTests plan = tests;
        if (plan != null) {
            plan.testsIn(test).forEach(skipped -> add(plan, skipped, RuleState.SKIPPED, reason, reason, ""));
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        ContractTests plan = tests;
        if (plan == null || !plan.isOfContract(test)) {
            return;
        }
        RuleState state = switch (result.getStatus()) {
            case SUCCESSFUL -> RuleState.PASSED;
            case ABORTED -> RuleState.SKIPPED;
            case FAILED -> RuleState.FAILED;
        };
        if (test.isTest() || state == RuleState.FAILED) { // The tests of a failed container did not run.
            String reason = result.getThrowable().map(FailureText::inOneLine).orElse("");
            String message = result.getThrowable().map(FailureText::full).orElse("");
            String location = state == RuleState.FAILED
                    ? result.getThrowable().map(FailureLocation::of).orElse("")
                    : "";
            add(plan, test, state, reason, message, location);
        }
    }

    private void add(
            ContractTests plan, TestIdentifier test, RuleState state, String reason, String message, String location) {
        long now = System.nanoTime();
        long start = starts.getOrDefault(test.getUniqueId(), now);
        TestResult result = new TestResult(
                test.getDisplayName(),
                plan.rules(test),
                state,
                reason,
                message,
                location,
                Duration.ofNanos(now - start));
        finished.add(new FinishedTest(test.getUniqueId(), plan.suite(test), result, start, now));
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        new ReportsByAdapter(finished, entries).reports().forEach(reports);
        finished.clear();
        entries.clear();
        starts.clear();
    }
}
