// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.ClusterMembership;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.Message;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.PendingTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The snippets of docs/time.md. */
@CoordinationTest
class TimeExamplesTest {

    @Test
    void aSessionEndsAfterHalfAnHour(SharedCache cache, FakeClock clock) {
        cache.set("session:1", "ada".getBytes(UTF_8), ofMinutes(30));

        clock.advance(ofMinutes(30).minusMillis(1));
        assertThat(cache.exists("session:1")).isTrue();

        clock.advance(ofSeconds(1));
        assertThat(cache.exists("session:1")).isFalse();
    }

    @Test
    void aNodeStaysActiveWhileItSendsHeartbeats(
            ClusterMembership cluster, FakeClock clock, ScheduledExecutorService scheduler) {
        cluster.register("node-a", Map.of(), ofSeconds(15));
        var heartbeats = scheduler.scheduleAtFixedRate(() -> cluster.heartbeat("node-a", ofSeconds(15)), 5, 5, SECONDS);

        clock.advance(ofMinutes(10));
        assertThat(cluster.activeNodes()).containsExactly("node-a");

        heartbeats.cancel(false);
        clock.advance(ofSeconds(15));
        assertThat(cluster.activeNodes()).isEmpty();
    }

    @Test
    void aTestAdvancesFromTaskToTask(FakeClock clock, ScheduledExecutorService scheduler) {
        AtomicInteger attempts = new AtomicInteger();
        scheduler.schedule(attempts::incrementAndGet, 1, HOURS);
        scheduler.scheduleAtFixedRate(attempts::incrementAndGet, 1, 1, DAYS);

        assertThat(clock.pendingTasks()).extracting(PendingTask::periodic).containsExactly(false, true);

        assertThat(clock.advanceToNextTask()).isTrue();
        assertThat(attempts).hasValue(1);
        assertThat(clock.advanceToNextTask()).isTrue();
        assertThat(attempts).hasValue(2);
    }

    @Test
    void aTimeoutPassesWithoutRealTime(PubSub pubSub, FakeClock clock) throws Exception {
        Subscription subscription = pubSub.subscribe("orders");

        Optional<Message> message = clock.during(ofSeconds(30), () -> subscription.next(ofSeconds(30)));

        assertThat(message).isEmpty();
    }

    @Test
    void aRetryBacksOffExponentially(LeaderElection elections, FakeClock clock) throws Exception {
        elections.tryAcquire("nightly", "node-b", ofSeconds(6)).orElseThrow();

        Leadership acquired = clock.during(ofSeconds(10), () -> {
            for (Duration pause = ofSeconds(1); ; pause = pause.multipliedBy(2)) {
                Optional<Leadership> term = elections.tryAcquire("nightly", "node-a", ofSeconds(30));
                if (term.isPresent()) {
                    return term.get();
                }
                clock.sleep(pause);
            }
        });

        assertThat(acquired.nodeId()).isEqualTo("node-a");
    }

    @Test
    void theFakeClockIsAJavaClock(FakeClock clock) {
        Instant start = clock.instant();

        clock.advance(ofMinutes(5));

        assertThat(clock.instant()).isEqualTo(start.plus(ofMinutes(5)));
    }

    @Test
    void theInjectedClockFollowsTheTimeControl(Clock clock, TimeControl time) {
        Instant start = clock.instant();

        time.advance(ofMinutes(5));

        assertThat(clock.instant()).isAfterOrEqualTo(start.plus(ofMinutes(5)));
    }
}
