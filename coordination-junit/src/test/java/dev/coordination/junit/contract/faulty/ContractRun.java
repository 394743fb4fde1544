// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.junit.platform.testkit.engine.Execution;

/** A run of tests of the contract on an adapter with a defect. */
record ContractRun(Fault fault, List<Failure> failures) {

    private static final Pattern RULE = Pattern.compile("[A-Z]-\\d\\d");

    private static final Duration LONG = Duration.ofMillis(500);

    /** A test that failed. */
    record Failure(UniqueId id, String name, Duration duration) {

        private static Failure of(Execution execution) {
            return new Failure(
                    execution.getTestDescriptor().getUniqueId(),
                    execution.getTestDescriptor().getDisplayName(),
                    execution.getDuration());
        }

        /** Returns the ids of the rules that the test is about. Its name begins with them. */
        List<String> rules() {
            return Stream.of(name.split(" ")).takeWhile(RULE.asMatchPredicate()).toList();
        }

        /** Returns whether the test was fast. A slow one most likely waits for something that never happens. */
        boolean isFast() {
            return duration.compareTo(LONG) <= 0;
        }

        private boolean isAbout(Rule rule) {
            return rules().contains(rule.id());
        }
    }

    /** Returns a runner for tests of the contract on an adapter with a defect. */
    static Trial.Runner runner(Fault fault, boolean whole) {
        return new Trial.Runner() {
            @Override
            public ContractRun first() {
                return whole ? of(fault, ContractEngine.onManyThreads(RuleTests.WHOLE_CONTRACT)) : brokenRule();
            }

            @Override
            public ContractRun brokenRule() {
                List<Failure> failures = new ArrayList<>();
                for (List<DiscoverySelector> batch : RuleTests.batches(fault.breaks)) {
                    failures.addAll(
                            of(fault, ContractEngine.onManyThreads(batch)).failures());
                    if (failures.stream().anyMatch(Failure::isFast)) {
                        break;
                    }
                }
                return new ContractRun(fault, failures);
            }

            @Override
            public ContractRun test(UniqueId id) {
                return of(fault, ContractEngine.onOneThread(selectUniqueId(id)));
            }
        };
    }

    /** Runs tests without shrinking sequences of generated calls: {@link FailureMessagesTest} reads shrunk ones. */
    private static ContractRun of(Fault fault, EngineTestKit.Builder tests) {
        Events events = tests.configurationParameter("coordination.contract.shrinking", "0")
                .configurationParameter(FaultyAdapter.PARAMETER, fault.defect)
                .execute()
                .testEvents();
        FailureMessages.assertMeaningful(events);
        return new ContractRun(
                fault, events.executions().failed().stream().map(Failure::of).toList());
    }

    /** Returns the fastest failed test of the broken rule, or empty if the run did not catch the defect. */
    Optional<Failure> fastestOfBrokenRule() {
        return failures.stream()
                .filter(failure -> failure.isAbout(fault.breaks))
                .min(Comparator.comparing(Failure::duration));
    }
}
