// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.timeline.FakeClockBacked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Timeouts of every length, and subscriptions that receive nothing for a long time: S-01, S-06, S-09. */
@RequiresCapability(Capability.PUBSUB)
abstract class LongWaitsContract extends ListenerArea {

    /** Timeouts below and above those at which an adapter may truncate or round them. */
    private static final List<Duration> TIMEOUTS = List.of(
            Duration.ofNanos(1),
            Duration.ofNanos(500_000),
            Duration.ofNanos(999_999),
            Duration.ofMillis(1),
            Duration.ofNanos(1_000_001),
            Duration.ofMillis(2),
            Duration.ofMillis(999),
            Duration.ofMillis(1_001),
            Duration.ofMillis(1_500),
            Duration.ofMillis(59_999),
            Duration.ofMillis(60_001),
            Duration.ofHours(1).minusMillis(1),
            Duration.ofHours(1),
            Duration.ofHours(1).plusMillis(1),
            Duration.ofDays(1).plusMillis(1),
            Duration.ofDays(25),
            Duration.ofDays(50),
            Duration.ofDays(366),
            Duration.ofDays(3_653));

    /** Timeouts that take little real time. */
    private static final List<Duration> QUICK = List.of(Duration.ofNanos(1), Duration.ofNanos(999_999), SHORT);

    private static final List<Duration> SILENCES = List.of(
            Duration.ofSeconds(61),
            Duration.ofHours(1).plusMillis(1),
            Duration.ofDays(1).plusMillis(1),
            Duration.ofDays(366),
            Duration.ofDays(3_653));

    /** An adapter that waits in real time has to wait only for a short time. */
    @Test
    @Tag("S-06")
    void nextWaitsForAsLongAsItsTimeout() throws Exception {
        Subscription subscription = pubSub().subscribe("news");

        boolean onAFakeClock = waitsOnAFakeClock(subscription);
        for (Duration timeout : onAFakeClock ? TIMEOUTS : QUICK) {
            Instant start = time().clock().instant();
            Instant end = time().during(onAFakeClock ? timeout.multipliedBy(2).plusSeconds(2) : SHORT, () -> {
                assertThat(subscription.next(timeout))
                        .as("what subscription.next returned at its timeout")
                        .isEmpty();
                return time().clock().instant();
            });
            if (onAFakeClock) {
                assertThat(Duration.between(start, end))
                        .as("how long subscription.next waited when there was no message")
                        .isBetween(timeout, timeout.plusMillis(1));
            }
        }
    }

    /** Returns whether waits end when a fake clock is moved, and so take no real time. */
    private boolean waitsOnAFakeClock(Subscription subscription) throws Exception {
        if (!(harness.time() instanceof FakeClockBacked fake) || !fake.isExact()) {
            return false;
        }
        for (int look = 0; look < 3; look++) {
            long start = System.nanoTime();
            var unused = time().during(SHORT, () -> subscription.next(SHORT));
            if (System.nanoTime() - start < SHORT.toNanos()) {
                return true;
            }
        }
        return false;
    }

    @Test
    @Tag("S-06")
    @SuppressWarnings("NullAway") // Null is tested.
    void aNullTimeoutIsRefused() {
        Subscription subscription = pubSub().subscribe("news");
        publish("news", "1");

        assertThatThrownBy(() -> subscription.next(null), "subscription.next with a null timeout")
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("timeout");

        assertThat(take(subscription, 1)).containsExactly("news: 1");
    }

    /** What was published before the silence is still there, and what is published afterwards still arrives. */
    @Test
    @Tag("S-01")
    @Tag("S-09")
    void aSubscriptionSurvivesAnySilence() {
        boolean waits = time().takesRealTime();
        DistributedCoordination other = otherHandle();
        Subscription polled = pubSub().subscribe("news");
        RecordingListener listener = new RecordingListener();
        listen(listener, "news");
        Optional<Subscription> matching = has(Capability.PATTERN_SUBSCRIPTIONS)
                ? Optional.of(other.pubSub().subscribe(List.of(Topic.pattern("n*"))))
                : Optional.empty();
        int calls = 0;
        for (Duration silence : waits ? List.of(units(1)) : SILENCES) {
            other.pubSub().publish("news", bytes("before"));
            listener.awaitCalls(++calls);

            time().advance(silence);
            publish("news", "after");

            List<String> expected = List.of("news: before", "news: after");
            assertThat(take(polled, 2))
                    .as("what subscription.poll or next returned after a silence of %s", silence)
                    .isEqualTo(expected);
            assertThat(listener.awaitCalls(++calls).subList(calls - 2, calls))
                    .as(CALLS)
                    .isEqualTo(expected);
            matching.ifPresent(subscription -> assertThat(take(subscription, 2))
                    .as("what a subscription to a pattern received after a silence of %s", silence)
                    .containsExactly("news by n*: before", "news by n*: after"));
        }
    }
}
