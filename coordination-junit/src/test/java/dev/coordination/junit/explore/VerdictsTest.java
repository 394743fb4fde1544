// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests how far an exploration goes, and what it reports. */
class VerdictsTest {

    /** A program with too many orders for the small limits of the tests. */
    private static final Program LARGE = nodes -> {
        NodeCode code = node -> {
            for (int i = 0; i < 4; i++) {
                node.cache().increment("count", 1);
            }
        };
        nodes.run(code, code, code);
    };

    @Test
    void boundedSchedulesAreTriedIfTheReductionDoesNotEnd() {
        ExplorationResult result =
                Exploration.create().maxSchedules(3_000).preemptions(1).check(LARGE);

        assertThat(result.verdict()).isEqualTo(Verdict.BOUNDED);
        assertThat(result.summary()).startsWith("proved for every schedule with at most 1 preemption (");
    }

    @Test
    void givingUpFailsUnlessTheTestAllowsIt() {
        Exploration exploration = Exploration.create().maxSchedules(20);

        assertThatThrownBy(() -> exploration.check(LARGE))
                .isInstanceOf(ExplorationFailedError.class)
                .hasMessageStartingWith("gave up after 60 schedules: not proved (")
                .hasMessageEndingWith(
                        "The test requires BOUNDED. Raise maxSchedules or the budget, lower preemptions, make the"
                                + " test smaller, or use require(NOT_PROVED).");
        assertThat(exploration.require(Verdict.NOT_PROVED).check(LARGE).verdict())
                .isEqualTo(Verdict.NOT_PROVED);
    }

    @Test
    void aBudgetEndsTheExploration() {
        ExplorationResult result =
                Exploration.create().budget(Duration.ofNanos(1)).run(LARGE);

        assertThat(result.verdict()).isEqualTo(Verdict.NOT_PROVED);
    }

    @Test
    void progressIsReported() {
        List<ExplorationProgress> reports = Collections.synchronizedList(new ArrayList<>());
        Exploration.create()
                .strategy(Strategy.RANDOM)
                .maxSchedules(20)
                .onProgress(Duration.ofNanos(1), reports::add)
                .check(LARGE);

        assertThat(reports).hasSize(20).last().satisfies(progress -> {
            assertThat(progress.schedules()).isEqualTo(20);
            assertThat(progress.strategy()).isEqualTo(Strategy.RANDOM);
        });
    }

    @Test
    void theSameSeedFindsTheSameFailure() {
        Program program = nodes -> {
            nodes.run(VerdictsTest::count, VerdictsTest::count, VerdictsTest::count);
            assertThat(nodes.node("reader").cache().getText("hits")).contains("3");
        };
        ScheduleFailure one = Exploration.create().run(program).failure().orElseThrow();
        ScheduleFailure another = Exploration.create().run(program).failure().orElseThrow();

        assertThat(another.token()).isEqualTo(one.token());
        assertThat(another.schedule()).isEqualTo(one.schedule());
        assertThat(another.timeline()).isEqualTo(one.timeline());
    }

    private static void count(Node node) {
        int hits = node.cache().getText("hits").map(Integer::parseInt).orElse(0);
        node.cache().setText("hits", Integer.toString(hits + 1));
    }

    @Test
    void hiddenStateIsMentioned() {
        ExplorationResult result = Exploration.create().run(nodes -> {
            int[] hits = {0};
            nodes.run(a -> countInMemory(a, hits), b -> countInMemory(b, hits));
            assertThat(hits[0]).isEqualTo(2);
        });

        assertThat(result.failure())
                .isPresent()
                .get()
                .satisfies(failure ->
                        assertThat(failure.note()).startsWith("The reduction alone would miss this failure."));
    }

    private static void countInMemory(Node node, int[] hits) {
        node.work("think");
        int seen = hits[0];
        node.work("write");
        hits[0] = seen + 1;
    }

    @Test
    void anInterruptEndsTheExploration() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Exploration.create().run(LARGE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the exploration was interrupted after ");
        assertThat(Thread.interrupted()).isTrue();
    }
}
