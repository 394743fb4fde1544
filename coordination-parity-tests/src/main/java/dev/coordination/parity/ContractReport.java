package dev.coordination.parity;

import dev.coordination.parity.TestOutcome.End;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints, at the end of every run that had tests of the contract in it, for each adapter what it is and which rules passed,
 * failed and were skipped.
 *
 * <p>JUnit finds and calls it; it needs to be on the class path, and nothing more.
 *
 * @since 0.1.0
 */
public final class ContractReport implements TestExecutionListener {

    /** The key of the entry by which each test of the contract tells which adapter it runs on. */
    private static final String ADAPTER_ENTRY = "coordination.adapter";

    private final PrintStream out;
    private final Map<String, String> adapters = new ConcurrentHashMap<>();
    private final Map<String, Long> starts = new ConcurrentHashMap<>();
    private final Queue<TestOutcome> outcomes = new ConcurrentLinkedQueue<>();

    private volatile @Nullable ContractTests tests;

    /** JUnit creates it. */
    public ContractReport() {
        this(System.out);
    }

    ContractReport(PrintStream out) {
        this.out = out;
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
        String adapter = entry.getKeyValuePairs().get(ADAPTER_ENTRY);
        if (adapter != null) {
            adapters.put(test.getUniqueId(), adapter);
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        ContractTests plan = tests;
        if (plan != null) {
            plan.testsIn(test).forEach(skipped -> add(plan, skipped, End.SKIPPED, reason));
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        ContractTests plan = tests;
        if (plan == null || !plan.isOfContract(test)) {
            return;
        }
        End end = switch (result.getStatus()) {
            case SUCCESSFUL -> End.PASSED;
            case ABORTED -> End.SKIPPED;
            case FAILED -> End.FAILED;
        };
        if (test.isTest() || end == End.FAILED) { // A container that failed kept its tests from running.
            add(plan, test, end, result.getThrowable().map(Reasons::ofTest).orElse(""));
        }
    }

    private void add(ContractTests plan, TestIdentifier test, End end, String reason) {
        long now = System.nanoTime();
        long start = starts.getOrDefault(test.getUniqueId(), now);
        outcomes.add(new TestOutcome(
                test.getUniqueId(),
                plan.suite(test),
                test.getDisplayName(),
                plan.rules(test),
                end,
                reason,
                start,
                now));
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (!outcomes.isEmpty()) {
            // In one piece, so that nothing comes between the lines.
            out.println(new ReportText(List.copyOf(outcomes), Map.copyOf(adapters)));
        }
        outcomes.clear();
        adapters.clear();
        starts.clear();
    }
}
