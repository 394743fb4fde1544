// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import static dev.coordination.recipes.RunOnceResult.COMPLETED;
import static dev.coordination.recipes.RunOnceResult.LOST;
import static dev.coordination.recipes.RunOnceResult.NOT_RUN;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.recipes.RunOnce;
import dev.coordination.recipes.RunOnceBuilder;
import dev.coordination.recipes.RunOnceResult;
import dev.coordination.redis.server.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/** Tests running once on two nodes, in memory and on Redis. */
class RunOnceOnEveryAdapterTest extends RecipeTest {

    private static final Duration AT_MOST = ofMinutes(30);
    private static final Duration AT_LEAST = ofMinutes(10);

    private final List<Long> tokens = new CopyOnWriteArrayList<>();

    RunOnceOnEveryAdapterTest(Adapter adapter, RedisServer server) {
        super(adapter, server);
    }

    private RunOnceBuilder builder(DistributedCoordination node, String name, ScheduledExecutorService scheduler) {
        return RunOnce.builder(node, "nightly", name, scheduler)
                .atMostFor(AT_MOST)
                .clock(time.clock());
    }

    private RunOnceBuilder onA() {
        return builder(a, "a", ofA);
    }

    private RunOnceBuilder onB() {
        return builder(b, "b", ofB);
    }

    private RunOnceResult runOn(RunOnceBuilder node) throws InterruptedException {
        return node.build().run(term -> tokens.add(term.fencingToken()));
    }

    @Test
    void aTaskRunsOnOneNodeAtATimeAndEachRunHasALargerToken() throws Exception {
        RunOnceResult result = onA().build().run(term -> {
            tokens.add(term.fencingToken());
            assertThat(runOn(onB())).isEqualTo(NOT_RUN);
            assertThat(runOn(onA())).isEqualTo(NOT_RUN);
            time.advance(AT_MOST.minusMinutes(1));
            assertThat(runOn(onB())).isEqualTo(NOT_RUN);
        });

        assertThat(result).isEqualTo(COMPLETED);
        assertThat(runOn(onB())).isEqualTo(COMPLETED);
        assertThat(runOn(onA())).isEqualTo(COMPLETED);
        assertThat(tokens).hasSize(3).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aShortTaskExcludesOtherNodesForTheLeastTime() throws Exception {
        assertThat(runOn(onA().atLeastFor(AT_LEAST))).isEqualTo(COMPLETED);
        time.advance(AT_LEAST.minusMinutes(1));
        assertThat(runOn(onB())).isEqualTo(NOT_RUN);
        time.advance(ofMinutes(2));

        assertThat(runOn(onB())).isEqualTo(COMPLETED);
    }

    @Test
    void aTaskThatTakesTooLongIsInterruptedAndAnotherNodeRunsIt() throws Exception {
        RunOnceResult result = onA().build().run(term -> {
            tokens.add(term.fencingToken());
            time.advance(AT_MOST.plusMinutes(1));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(term.isValid()).isFalse();
            assertThat(runOn(onB().atLeastFor(AT_LEAST))).isEqualTo(COMPLETED);
        });

        assertThat(result).isEqualTo(LOST);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(tokens).hasSize(2).isSorted().doesNotHaveDuplicates();
        assertThat(holder("nightly")).as("the lock of the other node").contains("b");
    }

    @Test
    void aLockThatIsKeptAliveExcludesOtherNodesAsLongAsTheTaskRuns() throws Exception {
        RunOnceResult result = onA().keepAlive().build().run(term -> {
            for (int i = 0; i < 12; i++) {
                time.advance(AT_MOST.dividedBy(3));
                assertThat(term.isValid()).isTrue();
                assertThat(runOn(onB())).isEqualTo(NOT_RUN);
            }
        });

        assertThat(result).isEqualTo(COMPLETED);
        assertThat(runOn(onB())).isEqualTo(COMPLETED);
    }

    @Test
    void aLockThatSomebodyHasReleasedIsLostAtTheNextRenewal() throws Exception {
        RunOnceResult result = onA().keepAlive().build().run(term -> {
            String owner =
                    b.leaderElection().currentLeader("nightly").orElseThrow().nodeId();
            assertThat(b.leaderElection().release("nightly", owner)).isTrue();
            time.advance(AT_MOST.dividedBy(3));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(term.isValid()).isFalse();
        });

        assertThat(result).isEqualTo(LOST);
    }

    @Test
    void theLockOfATaskThatFailsIsReleased() throws Exception {
        assertThatIllegalStateException()
                .isThrownBy(() -> onA().build().run(term -> {
                    throw new IllegalStateException("on purpose");
                }))
                .withMessage("on purpose");

        assertThat(runOn(onB())).isEqualTo(COMPLETED);
    }

    @Test
    void aTaskWhoseGrantWasLostIsNotRunAndExcludesOthersForTheMostTime() throws Exception {
        RunOnceBuilder losing = builder(losesItsFirstReply(), "a", ofA);
        assertThatExceptionOfType(CoordinationUnavailableException.class).isThrownBy(() -> runOn(losing));
        time.advance(AT_MOST.minusMinutes(1));
        assertThat(runOn(onB())).isEqualTo(NOT_RUN);
        assertThat(tokens).isEmpty();
        time.advance(ofMinutes(2));

        assertThat(runOn(onB())).isEqualTo(COMPLETED);
    }
}
