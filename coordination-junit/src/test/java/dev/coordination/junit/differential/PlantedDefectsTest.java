// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import static dev.coordination.junit.contract.Rule.G_03;
import static dev.coordination.junit.contract.Rule.G_06;
import static dev.coordination.junit.contract.Rule.G_08;
import static dev.coordination.junit.contract.Rule.G_09;
import static dev.coordination.junit.contract.Rule.P_08;
import static dev.coordination.junit.contract.Rule.S_06;
import static dev.coordination.junit.contract.Rule.S_09;
import static dev.coordination.junit.contract.Rule.S_12;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.contract.faulty.Fault;
import dev.coordination.junit.contract.faulty.FaultyAdapter;
import dev.coordination.junit.contract.faulty.FaultyHarness;
import dev.coordination.junit.harness.MemoryHarness;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Compares adapters that have one defect each with the correct one. The differential run must find every defect that
 * its calls can reveal, within the number of sequences of a normal build, and shrink it to a few steps.
 */
@Tag("one-jdk")
@Execution(ExecutionMode.CONCURRENT)
class PlantedDefectsTest {

    private static final int MOST_STEPS = 6;

    /**
     * Rules that are tested only by the contract. Generated runs do not modify arguments or results, cut connections,
     * interrupt threads, wait, use listeners or schedule tasks.
     */
    private static final Set<Rule> NOT_ASKED = Set.of(G_03, G_06, G_08, G_09, S_06, S_09, S_12, P_08);

    /** Further defects that generated runs cannot reveal, some because they need more or larger values. */
    private static final Set<String> NOT_REVEALED = Set.of(
            "a value is truncated to 512 KiB",
            "text is read as Latin-1",
            "an unpaired surrogate in text is stored as a question mark",
            "the remaining TTL is rounded down to whole seconds",
            "deleting by pattern stops after the first batch",
            "conditional delete compares hash codes",
            "conditional delete never matches an empty value",
            "conditional delete compares values as text",
            "a wait returns empty when its subscription is closed",
            "closing a listener's subscription does nothing",
            "a publisher waits for room in a slow subscriber's buffer",
            "the set of active nodes is mutable",
            "the set of active nodes is a live view",
            "null metadata values are silently dropped",
            "all nodes share one scheduler",
            "tasks run node by node instead of in the order of their due times",
            "the clock does not move when time is advanced");

    private static final Map<String, Integer> STEPS = new ConcurrentHashMap<>();

    private static List<Fault> asked() {
        return FaultyAdapter.ALL.stream()
                .filter(fault -> !fault.isRacy() && !fault.isRare())
                .filter(fault -> !NOT_ASKED.contains(fault.breaks))
                .filter(fault -> !NOT_REVEALED.contains(fault.defect))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> areFoundAndShrunk() {
        return asked().stream()
                .map(fault -> DynamicTest.dynamicTest(fault.breaks.id() + " " + fault, () -> {
                    DifferentialResult result = Differential.between(MemoryHarness::new, () -> new FaultyHarness(fault))
                            .seed(1)
                            .sequences(300)
                            .steps(60)
                            .run();

                    assertThat(result.differences()).as(result.toString()).hasSize(1);
                    Difference difference = result.differences().get(0);
                    STEPS.put(fault.defect, difference.steps());
                    assertThat(difference.steps()).as(difference.toString()).isLessThanOrEqualTo(MOST_STEPS);
                }));
    }

    @Test
    void theListedDefectsExist() {
        assertThat(asked()).hasSizeGreaterThan(100);
        assertThat(FaultyAdapter.ALL).extracting(fault -> fault.defect).containsAll(NOT_REVEALED);
    }

    @AfterAll
    static void print() {
        long deep = STEPS.values().stream().filter(steps -> steps >= 3).count();
        System.out.printf(
                "Differential runs found %d of %d planted defects; %d of those found take three steps or more.%n",
                STEPS.size(), asked().size(), deep);
    }
}
