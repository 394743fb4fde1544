// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.test.SharedRedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests a recipe on two nodes, in memory and on the Redis of this run, which may be one of the matrix. On Redis, real time passes,
 * too. So leases are long and margins are minutes: a slow machine loses nothing.
 */
@ParameterizedClass
@EnumSource(Adapter.class)
@ExtendWith(SharedRedisServer.class)
abstract class RecipeTest {

    private static final long LONGEST_WAIT_SECONDS = 60;

    final CoordinationHarness harness;
    final TimeControl time;
    final DistributedCoordination a;
    final DistributedCoordination b;
    final ScheduledExecutorService ofA;
    final ScheduledExecutorService ofB;
    private final Instant start;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    RecipeTest(Adapter adapter, RedisServer server) {
        harness = adapter.open(server);
        time = harness.time();
        start = time.clock().instant();
        a = harness.connect();
        b = harness.connect();
        ofA = time.newScheduler("a");
        ofB = time.newScheduler("b");
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        harness.close();
    }

    /** Skips a test, for the same reason as the contract, if the adapter lacks a capability. */
    void needs(Capability capability) {
        if (!harness.capabilities().contains(capability)) {
            abort("needs " + capability);
        }
    }

    /** Returns a handle that loses the reply of its first write. */
    DistributedCoordination losesItsFirstReply() {
        return harness.connectLosingReply().orElseThrow();
    }

    /** Makes a call on a thread of its own. */
    <T> Future<T> onThread(Callable<T> call) {
        return threads.submit(call);
    }

    /** Returns how long ago the test began. */
    Duration elapsed() {
        return Duration.between(start, time.clock().instant());
    }

    /** Lets time pass, a step at a time, until something holds that another thread does in real time. */
    void advanceUntil(Duration step, BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("the time waited")
                    .isLessThan(Duration.ofSeconds(LONGEST_WAIT_SECONDS));
            time.advance(step);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** Waits, in real time, for what another thread does; tasks that are due run meanwhile. */
    void await(BooleanSupplier condition) throws InterruptedException {
        advanceUntil(Duration.ZERO, condition);
    }

    /** Waits, in real time, for the result of a call that does not wait for the time to pass. */
    static <T> T result(Future<T> call) throws InterruptedException, ExecutionException, TimeoutException {
        return call.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Returns the holder of an election, or of a lock, without its incarnation. */
    Optional<String> holder(String election) {
        return a.leaderElection()
                .currentLeader(election)
                .map(leader -> leader.nodeId().substring(0, leader.nodeId().indexOf('#')));
    }
}
