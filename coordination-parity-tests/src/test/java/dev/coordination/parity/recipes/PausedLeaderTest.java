// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.parity.recipes.Target.Arrival;
import dev.coordination.recipes.LeaderElector;
import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.test.SharedRedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pauses the JVM of a leader for longer than its lease, between a check of its term and the write that follows. Only a fenced
 * target protects against that write.
 *
 * <p>The test runs in real time, but only on events: that a process is slow can delay a round, and does not change its result.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGSTOP")
@ExtendWith(SharedRedisServer.class)
class PausedLeaderTest {

    private static final int ROUNDS = 5;
    private static final int CHECKS = 20;
    private static final Duration LEASE = ofSeconds(1);
    private static final String OLD = "old";
    private static final String NEXT = "next";

    private final RedisServer server;
    private final String namespace = "paused-" + UUID.randomUUID();
    private final Journal journal = new Journal();
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(3);

    @TempDir
    private Path temporary;

    PausedLeaderTest(RedisServer server) {
        this.server = server;
    }

    @AfterEach
    void stopScheduler() {
        scheduler.shutdownNow();
    }

    @Test
    void aFencedTargetAcceptsNoWriteOfALeaderThatWasPausedBeyondItsLease() throws Exception {
        Path output = temporary.resolve("output");
        List<Long> tokens = new ArrayList<>();
        try (TargetServer target = new TargetServer(journal);
                RedisHandle handle = RedisHandle.open(server.uri(), namespace);
                LeaderProcess leader =
                        new LeaderProcess(OLD, server.uri(), namespace, "report", LEASE, target.port(), output)) {
            for (int i = 0; i < ROUNDS; i++) {
                tokens.addAll(pauseBeyondTheLease(leader, target, handle));
            }

            assertThat(leader.end()).as("exit status").isZero();
            assertThat(tokens).isSorted().doesNotHaveDuplicates();
            System.out.println(figures(target));
        } catch (Exception | AssertionError e) {
            if (Files.exists(output)) {
                e.addSuppressed(new AssertionError("the leader printed: " + Files.readString(output)));
            }
            throw e;
        }
    }

    /** Returns the tokens of the leader that is paused, and of the next one. */
    private List<Long> pauseBeyondTheLease(LeaderProcess leader, TargetServer target, RedisHandle handle)
            throws Exception {
        long old = target.holdUp(OLD, CHECKS);
        int from = journal.size();
        LeaderElector elector = LeaderElector.builder(handle.coordination(), "report", NEXT, scheduler)
                .leaseDuration(LEASE)
                .onElected(term -> {
                    if (term.isValid()) { // If this machine is so slow that it is not, another term follows.
                        target.write(NEXT, term.fencingToken());
                    }
                })
                .start();
        try (elector) {
            leader.pause();
            long next = journal.await(NEXT + " writes", from, event -> event.is(NEXT, Event.Kind.WRITTEN))
                    .token();
            target.letGo();
            leader.resume();
            journal.await(OLD + " withdraws", from, of(Event.Kind.WITHDREW, old));
            Event lost = journal.await(OLD + " is told of the loss", 0, of(Event.Kind.LOST, old));

            assertThat(lost.detail()).as("how the term was lost").isIn("EXPIRED", "REFUSED");
            assertThat(next).as("token of the next term").isGreaterThan(old);
            // Only one, whose check came before the pause.
            assertThat(target.fencedTarget().late(OLD, old, next))
                    .as("late writes to the fenced target")
                    .containsExactly(new Arrival(OLD, old, false));
            assertThat(target.unfencedTarget().late(OLD, old, next))
                    .as("late writes to the unfenced target")
                    .containsExactly(new Arrival(OLD, old, true));
            return List.of(old, next);
        }
    }

    private String figures(TargetServer target) {
        long accepted = target.fencedTarget().accepted();
        return server.description() + ": a leader was paused beyond its lease " + ROUNDS
                + " times; the fenced target accepted " + accepted + " writes and refused "
                + (target.fencedTarget().arrivals().size() - accepted) + " late ones; the unfenced target accepted "
                + target.unfencedTarget().accepted();
    }

    private static Predicate<Event> of(Event.Kind kind, long token) {
        return event -> event.is(OLD, kind) && event.token() == token;
    }
}
