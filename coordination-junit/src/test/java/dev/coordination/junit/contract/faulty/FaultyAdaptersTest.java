// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.contract.faulty.ContractRun.Failure;
import dev.coordination.junit.settings.NumberProperty;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs the contract on adapters with one defect each. The tests of the rule that a defect breaks must catch it in every
 * run.
 *
 * <p>Only the tests of that rule run. {@code -Dcoordination.faults.whole=true} runs the tests of every rule once, which
 * takes minutes and shows which other rules catch the defect. {@code -Dcoordination.faults.runs} sets the number of runs, and
 * {@code -Dcoordination.faults.only=S-0[67]} selects adapters by a regular expression, which is searched for in the rule and the
 * defect.
 */
@Tag("one-jdk")
@Execution(ExecutionMode.CONCURRENT)
class FaultyAdaptersTest {

    private static final boolean WHOLE = Boolean.getBoolean("coordination.faults.whole");
    private static final int RUNS = NumberProperty.positiveInt("coordination.faults.runs", 20);
    private static final Pattern ONLY = Pattern.compile(System.getProperty("coordination.faults.only", ""));

    /** Many, because some defects leave every test waiting until its timeout. */
    private static final int THREADS = 12;

    private static final Map<Fault, Trial> TRIALS = new ConcurrentHashMap<>();

    private static ExecutorService threads;

    @BeforeAll
    static void start() {
        threads = Executors.newFixedThreadPool(THREADS);
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> everyDefectIsCaughtByTheRuleThatItBreaks() {
        List<Fault> selected = FaultyAdapter.ALL.stream()
                .filter(fault -> ONLY.matcher(nameOf(fault)).find())
                .toList();
        assertThat(selected)
                .as("the adapters whose rule or defect contains %s", ONLY)
                .isNotEmpty();
        Map<Fault, Future<Trial>> trials = new LinkedHashMap<>();
        selected.forEach(fault ->
                trials.put(fault, threads.submit(() -> Trial.of(RUNS, ContractRun.runner(fault, WHOLE)))));
        return selected.stream()
                .map(fault -> DynamicTest.dynamicTest(nameOf(fault), () -> {
                    Trial trial = trials.get(fault).get();
                    TRIALS.put(fault, trial);

                    assertThat(trial.missed())
                            .as(
                                    "runs in which no test of %s failed on an adapter in which %s (caught in %s runs)",
                                    fault.breaks.id(), fault, trial.count())
                            .isEmpty();
                }));
    }

    private static String nameOf(Fault fault) {
        return fault.breaks.id() + " " + fault;
    }

    @Test
    void everyRuleHasADefectThatBreaksIt() {
        assertThat(FaultyAdapter.ALL).hasSizeGreaterThan(1_000);
        assertThat(FaultyAdapter.ALL).extracting(fault -> fault.defect).doesNotHaveDuplicates();
        assertThat(FaultyAdapter.ALL).extracting(fault -> fault.breaks).containsAll(Arrays.asList(Rule.values()));
    }

    /**
     * Checks that the disagreements once found between an in-memory fake and a Redis server, numbered 1 to 15, are
     * reproduced.
     */
    @Test
    void everyKnownDisagreementHasADefect() {
        assertThat(FaultyAdapter.ALL)
                .extracting(Fault::row)
                .containsAll(IntStream.rangeClosed(1, 15).boxed().toList());
    }

    @AfterAll
    static void print() {
        StringBuilder table =
                new StringBuilder("\nFaulty adapters: the rule that each breaks, its defect, how many runs of"
                        + " the rule's tests caught it, and the fastest test that did:\n");
        FaultyAdapter.ALL.stream()
                .filter(TRIALS::containsKey)
                .map(TRIALS::get)
                .forEach(trial -> table.append(row(trial)));
        System.out.println(table.append(String.format(
                "  %d defects, %d of them caught in each of %d runs by the rule that they break",
                TRIALS.size(),
                TRIALS.values().stream().filter(Trial::isCaughtInEveryRun).count(),
                RUNS)));
    }

    private static String row(Trial trial) {
        return String.format(
                "  %-4s  %-78s  %s  %s%s%n",
                trial.fault().breaks.id(),
                trial.fault(),
                trial.count(),
                trial.first().fastestOfBrokenRule().map(Failure::name).orElse("NOT CAUGHT"),
                otherRules(trial));
    }

    /** Returns the other rules whose tests failed. Those tests run only with the whole contract. */
    private static String otherRules(Trial trial) {
        List<String> others = trial.first().failures().stream()
                .flatMap(failure -> failure.rules().stream())
                .filter(id -> !id.equals(trial.fault().breaks.id()))
                .distinct()
                .sorted()
                .toList();
        return others.isEmpty() ? "" : ", and tests of " + String.join(", ", others);
    }
}
