// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** Tests that explored tests have the same results when JUnit runs tests in parallel. */
class ParallelExplorationsTest {

    private static final String[] PARALLEL = {
        "junit.jupiter.execution.parallel.enabled", "true",
        "junit.jupiter.execution.parallel.mode.default", "concurrent",
        "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
        "junit.jupiter.execution.parallel.config.strategy", "fixed",
        "junit.jupiter.execution.parallel.config.fixed.parallelism", "4"
    };

    @Test
    void noFaultIsLost() {
        List<String> oneByOne = FixtureRun.of(ManyFaultsTestCase.class).passed();
        FixtureRun parallel = FixtureRun.of(ManyFaultsTestCase.class, PARALLEL);

        assertThat(parallel.failures()).isEmpty();
        assertThat(oneByOne).hasSizeGreaterThan(20);
        assertThat(parallel.passed()).containsExactlyInAnyOrderElementsOf(oneByOne);
    }

    @Execution(CONCURRENT)
    static class ManyFaultsTestCase {

        @EveryFault(faults = 2)
        void first(Nodes nodes) throws Exception {
            nodes.run(a -> a.cache().increment("hits", 1), b -> b.cache().increment("hits", 1));
        }

        @EveryFault(faults = 2)
        void second(Nodes nodes) throws Exception {
            first(nodes);
        }
    }

    @Test
    void concurrentExplorationsFindTheSame() {
        FixtureRun run = FixtureRun.of(BesideEachOtherTestCase.class, PARALLEL);

        assertThat(run.passed()).containsExactlyInAnyOrder("correct1(Nodes)", "correct2(Nodes)", "correct3(Nodes)");
        assertThat(run.failures())
                .hasSize(3)
                .map(failure -> ((ExplorationFailedError) failure)
                        .result()
                        .failure()
                        .orElseThrow()
                        .token())
                .containsOnly(((ExplorationFailedError) FixtureRun.of(EveryInterleavingTest.LostUpdateTestCase.class)
                                .failure())
                        .result()
                        .failure()
                        .orElseThrow()
                        .token());
    }

    @Execution(CONCURRENT)
    static class BesideEachOtherTestCase {

        @EveryInterleaving
        void correct1(Nodes nodes) throws Exception {
            new EveryInterleavingTest.CorrectTestCase().noHitIsLost(nodes);
        }

        @EveryInterleaving
        void correct2(Nodes nodes) throws Exception {
            correct1(nodes);
        }

        @EveryInterleaving
        void correct3(Nodes nodes) throws Exception {
            correct1(nodes);
        }

        @EveryInterleaving
        void wrong1(Nodes nodes) throws Exception {
            new EveryInterleavingTest.LostUpdateTestCase().noHitIsLost(nodes);
        }

        @EveryInterleaving
        void wrong2(Nodes nodes) throws Exception {
            wrong1(nodes);
        }

        @EveryInterleaving
        void wrong3(Nodes nodes) throws Exception {
            wrong1(nodes);
        }
    }
}
