package dev.coordination.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.ClusterMembership;
import dev.coordination.Message;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.memory.FakeClock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
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
    void aNodeThatSendsHeartbeatsStays(ClusterMembership cluster, FakeClock clock, ScheduledExecutorService scheduler) {
        cluster.register("node-a", Map.of(), ofSeconds(15));
        var heartbeats = scheduler.scheduleAtFixedRate(() -> cluster.heartbeat("node-a", ofSeconds(15)), 5, 5, SECONDS);

        clock.advance(ofMinutes(10));
        assertThat(cluster.activeNodes()).containsExactly("node-a");

        heartbeats.cancel(false);
        clock.advance(ofSeconds(15));
        assertThat(cluster.activeNodes()).isEmpty();
    }

    @Test
    void nobodyWaitsForAMessageThatDoesNotCome(PubSub pubSub, FakeClock clock) throws Exception {
        Subscription subscription = pubSub.subscribe("orders");

        Optional<Message> message = clock.during(ofSeconds(30), () -> subscription.next(ofSeconds(30)));

        assertThat(message).isEmpty();
    }

    @Test
    void codeThatReadsAClockReadsTheSame(FakeClock clock) {
        Instant start = clock.instant();

        clock.advance(ofMinutes(5));

        assertThat(clock.instant()).isEqualTo(start.plus(ofMinutes(5)));
    }
}
