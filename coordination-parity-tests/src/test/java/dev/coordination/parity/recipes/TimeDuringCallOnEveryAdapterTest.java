// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.recipes.FencedLock;
import dev.coordination.recipes.HeldLock;
import dev.coordination.redis.server.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests {@link TimeControl#during} on every adapter. In memory, a subscription waits on the fake clock; on Redis, in real time.
 */
class TimeDuringCallOnEveryAdapterTest extends RecipeTest {

    private static final Duration HOUR = ofHours(1);

    /** How much real time a test may take. */
    private static final Duration SLACK = ofMinutes(1);

    private final Subscription subscription = b.pubSub().subscribe("news");
    private final List<Duration> seen = new CopyOnWriteArrayList<>();

    TimeDuringCallOnEveryAdapterTest(Adapter adapter, RedisServer server) {
        super(adapter, server);
    }

    private void publish() {
        a.pubSub().publish("news", "hello".getBytes(UTF_8));
    }

    /** Waits until a task of the second node has run. */
    private void pause(Duration pause) throws Exception {
        ofB.schedule(() -> {}, pause.toMinutes(), MINUTES).get();
    }

    private void next(Duration timeout) throws InterruptedException {
        assertThat(subscription.next(timeout).map(Message::text)).contains("hello");
    }

    @Test
    void aCallThatReturnsAtOnce() throws Exception {
        assertThat(time.during(HOUR, () -> b.cache().get("tea"))).isEmpty();
        assertThat(elapsed()).isBetween(HOUR, HOUR.plus(SLACK));
    }

    @Test
    void aMessageOfALaterTime() throws Exception {
        ofA.schedule(this::publish, 20, MINUTES);

        time.during(HOUR, () -> {
            next(HOUR);
            return null;
        });

        assertThat(elapsed()).isBetween(HOUR, HOUR.plus(SLACK));
    }

    @Test
    void noMessage() throws Exception {
        Optional<Message> none = time.during(HOUR, () -> subscription.next(ofMillis(50)));

        assertThat(none).isEmpty();
        assertThat(elapsed()).isBetween(HOUR, HOUR.plus(SLACK));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10})
    void requestsAndMessagesWithoutADelayTakeNoTime(int rounds) throws Exception {
        time.during(ofMinutes(rounds), () -> {
            for (int i = 0; i < rounds; i++) {
                ofA.execute(this::publish);
                next(HOUR);
                b.cache().set("tea", new byte[i], ofHours(2));
                seen.add(elapsed());
                pause(ofMinutes(1));
            }
            return null;
        });

        assertThat(seen).hasSize(rounds);
        for (int i = 0; i < rounds; i++) {
            assertThat(seen.get(i)).isBetween(ofMinutes(i), ofMinutes(i).plus(SLACK));
        }
    }

    @Test
    void aDurationOfZero() throws Exception {
        time.during(Duration.ZERO, () -> {
            ofA.execute(this::publish);
            next(HOUR);
            return ofB.submit(() -> seen.add(elapsed())).get();
        });

        assertThat(seen).singleElement().satisfies(at -> assertThat(at).isLessThan(SLACK));
    }

    @Test
    void aWaitForATaskIsFollowedByOneForAMessage() throws Exception {
        ofA.schedule(this::publish, 20, MINUTES);

        time.during(HOUR, () -> {
            pause(ofMinutes(10));
            seen.add(elapsed());
            next(HOUR);
            return null;
        });

        assertThat(seen)
                .singleElement()
                .satisfies(at ->
                        assertThat(at).isBetween(ofMinutes(10), ofMinutes(10).plus(SLACK)));
        assertThat(elapsed()).isBetween(HOUR, HOUR.plus(SLACK));
    }

    /** The lock waits for tasks of the scheduler, and makes requests between them. */
    @Test
    void aCallThatWaitsForALockGetsItWhenTheLeaseHasExpired() throws Exception {
        assertThat(lock(ofA, "a").tryLock()).isPresent();

        HeldLock next = time.during(ofMinutes(20), () -> {
            HeldLock held = lock(ofB, "b").lock(ofMinutes(20));
            seen.add(elapsed());
            return held;
        });

        assertThat(seen)
                .singleElement()
                .satisfies(at ->
                        assertThat(at).isBetween(ofMinutes(15), ofMinutes(16).plus(SLACK)));
        assertThat(next.isValid()).isTrue();
        assertThat(elapsed()).isBetween(ofMinutes(20), ofMinutes(20).plus(SLACK));
    }

    private FencedLock lock(ScheduledExecutorService scheduler, String node) {
        return FencedLock.builder(node.equals("a") ? a : b, "accounts", scheduler)
                .nodeId(node)
                .leaseDuration(ofMinutes(15))
                .retryPeriod(ofMinutes(1))
                .clock(time.clock())
                .build();
    }
}
