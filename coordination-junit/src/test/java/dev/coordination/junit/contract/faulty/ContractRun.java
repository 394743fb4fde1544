// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.junit.platform.testkit.engine.Execution;

/** A run of tests of the contract on an adapter with a defect. */
record ContractRun(Fault fault, List<Failure> failures) {

    private static final Pattern RULE = Pattern.compile("[A-Z]-\\d\\d");

    /** The areas whose two threads compete for the processors. Only racy defects need them: see {@link RaceRatesTest}. */
    private static final Pattern RACES = Pattern.compile("\\w+RaceRules");

    private static final List<DiscoverySelector> WHOLE_CONTRACT = List.of(selectClass(FaultyContractTestCase.class));

    /** The tests of each rule. Discovered once, because discovering the whole contract takes longer than a few tests. */
    private static final Map<String, List<DiscoverySelector>> TESTS = testsByRule();

    /** A test that failed. */
    record Failure(UniqueId id, String name, Duration duration) {

        private static Failure of(Execution execution) {
            return new Failure(
                    execution.getTestDescriptor().getUniqueId(),
                    execution.getTestDescriptor().getDisplayName(),
                    execution.getDuration());
        }

        /** Returns the ids of the rules that the test is about, with which its name begins. */
        List<String> rules() {
            return Stream.of(name.split(" ")).takeWhile(RULE.asMatchPredicate()).toList();
        }

        private boolean isAbout(Rule rule) {
            return rules().contains(rule.id());
        }
    }

    /** Returns what runs tests of the contract on an adapter with a defect. */
    static Trial.Runner runner(Fault fault, boolean whole) {
        return new Trial.Runner() {
            @Override
            public ContractRun first() {
                return whole ? of(fault, 1, ContractEngine.onManyThreads(WHOLE_CONTRACT)) : brokenRule();
            }

            @Override
            public ContractRun brokenRule() {
                return of(fault, 1, ContractEngine.onManyThreads(TESTS.getOrDefault(fault.breaks.id(), List.of())));
            }

            @Override
            public ContractRun test(UniqueId id) {
                return of(fault, 0, ContractEngine.onOneThread(selectUniqueId(id)));
            }
        };
    }

    /** Runs tests, and shrinks sequences of generated calls for at most the given number of seconds. */
    private static ContractRun of(Fault fault, int shrinking, EngineTestKit.Builder tests) {
        Events events = tests.configurationParameter("coordination.contract.shrinking", Integer.toString(shrinking))
                .configurationParameter(FaultyAdapter.PARAMETER, fault.defect)
                .execute()
                .testEvents();
        FailureMessages.assertMeaningful(events);
        return new ContractRun(
                fault, events.executions().failed().stream().map(Failure::of).toList());
    }

    /** Returns the fastest of the tests of the broken rule that failed, or empty if the run has not caught the defect. */
    Optional<Failure> fastestOfBrokenRule() {
        return failures.stream()
                .filter(failure -> failure.isAbout(fault.breaks))
                .min(Comparator.comparing(Failure::duration));
    }

    private static Map<String, List<DiscoverySelector>> testsByRule() {
        return ContractEngine.onManyThreads(WHOLE_CONTRACT).discover().getEngineDescriptor().getDescendants().stream()
                .filter(test -> test.isTest() || test.mayRegisterTests())
                .filter(test -> !RACES.matcher(test.getUniqueId().toString()).find())
                .flatMap(test -> test.getTags().stream().map(tag -> Map.entry(tag.getName(), test.getUniqueId())))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        Collectors.mapping(entry -> selectUniqueId(entry.getValue()), Collectors.toList())));
    }
}
