// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Tests each row of the table in docs/migration.md, which lists replacements for code that depends on real time. */
@CoordinationTest
class ReplacementsTest {

    @Test
    void aClockReplacesCurrentTimeMillis(Clock clock, FakeClock fake) {
        long millis = clock.millis();
        Instant instant = clock.instant();

        fake.advance(ofSeconds(5));

        assertThat(clock.millis()).isEqualTo(millis + 5_000);
        assertThat(clock.instant()).isEqualTo(instant.plusSeconds(5));
    }

    @Test
    void sleepOnTheClockReplacesThreadSleep(FakeClock clock) throws Exception {
        Instant start = clock.instant();

        Instant woken = clock.during(ofSeconds(10), () -> {
            clock.sleep(ofSeconds(3));
            return clock.instant();
        });

        assertThat(woken).isEqualTo(start.plusSeconds(3));
    }

    @Test
    void aScheduledTimeoutReplacesOrTimeout(ScheduledExecutorService scheduler, FakeClock clock) {
        CompletableFuture<String> future = new CompletableFuture<>();
        scheduler.schedule(() -> future.completeExceptionally(new TimeoutException()), 5, SECONDS);

        clock.advance(ofSeconds(5).minusNanos(1));
        assertThat(future).isNotDone();

        clock.advance(ofSeconds(5));
        assertThat(future).isCompletedExceptionally();
    }

    @Test
    void aSchedulingExecutorReplacesDelayedExecutor(ScheduledExecutorService scheduler, FakeClock clock) {
        Executor inFiveSeconds = task -> scheduler.schedule(task, 5, SECONDS);
        CompletableFuture<String> future = CompletableFuture.supplyAsync(() -> "done", inFiveSeconds);

        clock.advance(ofSeconds(5).minusNanos(1));
        assertThat(future).isNotDone();

        clock.advance(ofSeconds(5));
        assertThat(future).isCompletedWithValue("done");
    }

    @Test
    void awaitWaitersSupportsCustomThreadPools(PubSub pubSub, FakeClock clock) throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (Subscription subscription = pubSub.subscribe("orders")) {
            Future<Boolean> empty =
                    pool.submit(() -> subscription.next(ofSeconds(30)).isEmpty());

            clock.awaitWaiters(1);
            clock.advance(ofSeconds(30));

            assertThat(empty.get()).isTrue();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void pollAndSettleReplacePollingLoops(PubSub pubSub, MemoryBackend backend) throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        Subscription polled = pubSub.subscribe("orders");
        pubSub.subscribe(List.of(Topic.channel("orders")), message -> received.add(message.text()));

        pubSub.publish("orders", "order-1".getBytes(UTF_8));
        backend.settle();

        assertThat(received).containsExactly("order-1");
        assertThat(polled.poll()).isPresent();
    }

    @Test
    void disconnectReplacesAMockThatThrows(DistributedCoordination coordination, MemoryBackend backend) {
        backend.disconnect(coordination);

        assertThatExceptionOfType(CoordinationUnavailableException.class)
                .isThrownBy(() -> coordination.cache().get("key"));
    }
}
