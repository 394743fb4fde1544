// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.Exploration;
import dev.coordination.junit.explore.ExplorationResult;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import dev.coordination.junit.explore.Program;
import dev.coordination.junit.explore.Strategy;
import dev.coordination.junit.explore.Verdict;
import dev.coordination.recipes.FencedLock;
import dev.coordination.recipes.HeldLock;
import dev.coordination.recipes.LeaderElector;
import dev.coordination.recipes.Term;
import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.test.RedisHarness;
import dev.coordination.redis.test.SharedRedisServer;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Explores the elector and the lock on Redis, and runs them there with every fault. What is proved must be the same as in memory,
 * after the same number of schedules. Random schedules are left out, which would take most of the time.
 */
@ExtendWith(SharedRedisServer.class)
class ExploredRecipesTest {

    private final RedisServer server;

    ExploredRecipesTest(RedisServer server) {
        this.server = server;
    }

    private Exploration onRedis(Exploration exploration) {
        return exploration.on(() -> RedisHarness.on(server));
    }

    private void provesTheSameOnRedisAsInMemory(Exploration exploration, Program program) {
        Exploration reduced = exploration.strategy(Strategy.REDUCED).require(Verdict.PROVED);
        ExplorationResult result = onRedis(reduced).check(program);

        assertThat(result.verdict()).isEqualTo(Verdict.PROVED);
        assertThat(result.schedules()).isEqualTo(reduced.check(program).schedules());
    }

    private void passesWithEveryFaultOnRedisAsInMemory(Program program) {
        Exploration exploration = Exploration.create();
        ExplorationResult result = onRedis(exploration).everyFault(program);

        assertThat(result.failure()).isEmpty();
        assertThat(result.schedules())
                .isGreaterThan(20)
                .isEqualTo(exploration.everyFault(program).schedules());
    }

    @Test
    void electorsInAnyOrder() {
        provesTheSameOnRedisAsInMemory(Exploration.create(), nodes -> {
            List<Long> tokens = runElectors(nodes);
            nodes.sometimes("both have led", tokens.size() == 2);
        });
    }

    @Test
    void electorsWhoseRequestsFail() {
        provesTheSameOnRedisAsInMemory(
                Exploration.create().faults(1).kinds(FaultKind.NOT_SENT, FaultKind.REPLY_LOST),
                ExploredRecipesTest::runElectors);
    }

    @Test
    void electorsWithEveryFault() {
        passesWithEveryFaultOnRedisAsInMemory(ExploredRecipesTest::runElectors);
    }

    @Test
    void locksInAnyOrder() {
        provesTheSameOnRedisAsInMemory(Exploration.create(), nodes -> {
            List<Long> tokens = runLocks(nodes);
            nodes.sometimes("both have held it", tokens.size() == 2);
        });
    }

    @Test
    void locksWhoseRequestsFail() {
        provesTheSameOnRedisAsInMemory(
                Exploration.create().faults(1).kinds(FaultKind.NOT_SENT, FaultKind.REPLY_LOST),
                ExploredRecipesTest::runLocks);
    }

    @Test
    void locksWithEveryFault() {
        passesWithEveryFaultOnRedisAsInMemory(ExploredRecipesTest::runLocks);
    }

    /** Runs an elector on each of two nodes, and returns the tokens of the terms that they were told of. */
    private static List<Long> runElectors(Nodes nodes) throws Exception {
        List<LeaderElector> electors = nodes.ghostList();
        List<Long> tokens = nodes.ghostList();
        nodes.always(
                "at most one term is valid, which has the largest token",
                () -> hasOneWithTheLargest(
                        electors.stream()
                                .flatMap(elector -> elector.term().stream())
                                .map(Term::fencingToken)
                                .toList(),
                        tokens));
        nodes.run(a -> lead(a, electors, tokens, 3), b -> lead(b, electors, tokens, 12));

        assertThat(List.copyOf(tokens)).doesNotHaveDuplicates();
        return List.copyOf(tokens);
    }

    private static void lead(Node node, List<LeaderElector> electors, List<Long> tokens, int seconds) {
        LeaderElector elector = LeaderElector.builder(node, "report", node.name(), node.scheduler())
                .clock(node.clock())
                .incarnation(String.valueOf(node.incarnation()))
                .retryPeriod(ofSeconds(9))
                .errorHandler(thrown -> {})
                .onElected(term -> tokens.add(term.fencingToken()))
                .start();
        electors.add(elector);
        node.sleep(ofSeconds(seconds));
        elector.close();
    }

    /** Has two nodes wait for a lock, and returns the tokens of what they held. */
    private static List<Long> runLocks(Nodes nodes) throws Exception {
        List<HeldLock> locks = nodes.ghostList();
        List<Long> tokens = nodes.ghostList();
        nodes.always(
                "at most one lock is valid, which has the largest token",
                () -> hasOneWithTheLargest(
                        locks.stream()
                                .filter(HeldLock::isValid)
                                .map(HeldLock::fencingToken)
                                .toList(),
                        tokens));
        nodes.run(a -> hold(a, locks, tokens), b -> hold(b, locks, tokens));

        assertThat(List.copyOf(tokens)).doesNotHaveDuplicates();
        return List.copyOf(tokens);
    }

    private static void hold(Node node, List<HeldLock> locks, List<Long> tokens) throws InterruptedException {
        FencedLock lock = FencedLock.builder(node, "report", node.scheduler())
                .nodeId(node.name())
                .clock(node.clock())
                .incarnation(String.valueOf(node.incarnation()))
                .retryPeriod(ofSeconds(9))
                .errorHandler(thrown -> {})
                .build();
        try (HeldLock held = lock.lock(ofSeconds(9))) {
            locks.add(held);
            tokens.add(held.fencingToken());
            node.sleep(ofSeconds(1));
        } catch (TimeoutException e) {
            // The other node holds it.
        }
    }

    private static boolean hasOneWithTheLargest(List<Long> valid, List<Long> all) {
        return valid.isEmpty() || valid.size() == 1 && all.stream().allMatch(token -> token <= valid.get(0));
    }
}
