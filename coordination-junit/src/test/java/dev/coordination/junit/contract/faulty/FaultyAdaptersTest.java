// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import dev.coordination.junit.contract.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.Events;

/**
 * Runs the contract on adapters with one defect each. The tests of the rule that a defect breaks must catch it.
 *
 * <p>Only the tests of that rule run. {@code -Dcoordination.faults.whole=true} runs the tests of every rule, which
 * takes minutes and shows which other rules catch the defect.
 */
@Tag("one-jdk")
@Execution(ExecutionMode.CONCURRENT)
class FaultyAdaptersTest {

    private static final boolean WHOLE = Boolean.getBoolean("coordination.faults.whole");
    private static final String NOT_CAUGHT = "NOT CAUGHT";
    private static final Pattern RULE = Pattern.compile("[A-Z]-\\d\\d");

    private static final List<DiscoverySelector> WHOLE_CONTRACT = List.of(selectClass(FaultyContractTestCase.class));

    /** The tests of each rule. Discovered once, because discovering the whole contract takes longer than a few tests. */
    private static final Map<String, List<DiscoverySelector>> TESTS = testsByRule();

    private static final Map<Fault, Set<String>> CAUGHT_BY = new ConcurrentHashMap<>();

    @TestFactory
    Stream<DynamicTest> everyDefectIsCaughtByTheRuleThatItBreaks() {
        return FaultyAdapter.ALL.stream()
                .map(fault -> DynamicTest.dynamicTest(fault.breaks.id() + " " + fault, () -> {
                    Set<String> caughtBy = failedTests(fault);
                    for (int again = 1;
                            again < fault.attempts() && firstOf(caughtBy, fault).equals(NOT_CAUGHT);
                            again++) {
                        caughtBy = failedTests(fault);
                    }
                    CAUGHT_BY.put(fault, caughtBy);

                    assertThat(caughtBy)
                            .as("tests that failed on an adapter in which %s", fault)
                            .anyMatch(test -> rules(test).contains(fault.breaks.id()));
                }));
    }

    private static Set<String> failedTests(Fault fault) {
        Events tests = ContractEngine.onManyThreads(
                        WHOLE ? WHOLE_CONTRACT : TESTS.getOrDefault(fault.breaks.id(), List.of()))
                .configurationParameter(FaultyAdapter.PARAMETER, fault.defect)
                .execute()
                .testEvents();
        FailureMessages.assertMeaningful(tests);
        return tests.failed().stream()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, List<DiscoverySelector>> testsByRule() {
        return ContractEngine.onManyThreads(WHOLE_CONTRACT).discover().getEngineDescriptor().getDescendants().stream()
                .filter(test -> test.isTest() || test.mayRegisterTests())
                .flatMap(test -> test.getTags().stream().map(tag -> Map.entry(tag.getName(), test.getUniqueId())))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        Collectors.mapping(entry -> selectUniqueId(entry.getValue()), Collectors.toList())));
    }

    @Test
    void everyRuleHasADefectThatBreaksIt() {
        assertThat(FaultyAdapter.ALL).hasSizeGreaterThan(200);
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
        StringBuilder table = new StringBuilder(
                "\nFaulty adapters: the rule that each breaks, its defect, and the first test that caught it:\n");
        FaultyAdapter.ALL.forEach(fault -> {
            Set<String> tests = CAUGHT_BY.getOrDefault(fault, Set.of());
            table.append(String.format(
                    "  %-4s  %-78s  %s%s%n",
                    fault.breaks.id(), fault, firstOf(tests, fault), otherRules(tests, fault)));
        });
        long caught = CAUGHT_BY.entrySet().stream()
                .filter(entry -> !firstOf(entry.getValue(), entry.getKey()).equals(NOT_CAUGHT))
                .count();
        System.out.println(table.append(String.format(
                "  %d defects, %d of them caught by the rule that they break", FaultyAdapter.ALL.size(), caught)));
    }

    private static String firstOf(Set<String> tests, Fault fault) {
        return tests.stream()
                .filter(test -> rules(test).contains(fault.breaks.id()))
                .findFirst()
                .orElse(NOT_CAUGHT);
    }

    /** Returns the rules of a test, with whose ids its name begins. */
    private static List<String> rules(String test) {
        return Stream.of(test.split(" ")).takeWhile(RULE.asMatchPredicate()).toList();
    }

    /** Returns the other rules whose tests failed. They run only with the whole contract. */
    private static String otherRules(Set<String> tests, Fault fault) {
        List<String> others = tests.stream()
                .flatMap(test -> rules(test).stream())
                .filter(id -> !id.equals(fault.breaks.id()))
                .distinct()
                .toList();
        return others.isEmpty() ? "" : ", and tests of " + String.join(", ", others);
    }
}
