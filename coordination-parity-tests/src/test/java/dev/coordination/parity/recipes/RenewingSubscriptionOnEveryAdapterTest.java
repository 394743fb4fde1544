// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import dev.coordination.recipes.RenewingListener;
import dev.coordination.recipes.RenewingSubscription;
import dev.coordination.redis.server.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests subscriptions whose connection is lost, in memory and on Redis. */
class RenewingSubscriptionOnEveryAdapterTest extends RecipeTest {

    private static final Duration RETRY = ofMinutes(2);

    private final Told told = new Told();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    RenewingSubscriptionOnEveryAdapterTest(Adapter adapter, RedisServer server) {
        super(adapter, server);
    }

    /** Records what the listener is told, and reads the newest value at each gap. */
    private final class Told implements RenewingListener {

        private final List<String> events = new CopyOnWriteArrayList<>();
        private final AtomicInteger gapsThatFail = new AtomicInteger();

        @Override
        public void onMessage(Message message) {
            events.add(message.text());
        }

        @Override
        public void onLost(CoordinationException cause) {
            events.add("lost");
        }

        @Override
        public void onGap() {
            if (gapsThatFail.getAndDecrement() > 0) {
                events.add("failed gap");
                throw new IllegalStateException("on purpose");
            }
            events.add("gap, "
                    + b.cache()
                            .get("newest")
                            .map(value -> new String(value, UTF_8))
                            .orElse("nothing"));
        }
    }

    @BeforeEach
    void checkCapability() {
        needs(Capability.PUBSUB);
        needs(Capability.SUBSCRIPTION_LOSS);
    }

    private RenewingSubscription subscribe() {
        return RenewingSubscription.builder(b, List.of(Topic.channel("invalidated")), told, ofB)
                .retryPeriod(RETRY)
                .clock(time.clock())
                .errorHandler(errors::add)
                .start();
    }

    private void publish(String value) {
        a.cache().set("newest", value.getBytes(UTF_8), ofMinutes(600));
        a.pubSub().publish("invalidated", value.getBytes(UTF_8));
    }

    private void awaitTold(String... events) throws InterruptedException {
        awaitIn(Duration.ZERO, events);
    }

    /** Waits until the listener was told this, and lets time pass meanwhile. */
    private void awaitIn(Duration step, String... events) throws InterruptedException {
        advanceUntil(step, () -> told.events.size() >= events.length);
        assertThat(told.events).containsExactly(events);
    }

    @Test
    void messagesOfAnotherNodeArriveInOrder() throws Exception {
        RenewingSubscription subscription = subscribe();
        assertThat(subscription.isLive()).isTrue();
        publish("1");
        publish("2");
        publish("3");

        awaitTold("1", "2", "3");
        subscription.close();
    }

    @Test
    void aGapIsToldAfterTheLossAndBeforeTheNextMessage() throws Exception {
        RenewingSubscription subscription = subscribe();
        publish("1");
        awaitTold("1");
        harness.cutSubscriptions();
        await(() -> !subscription.isLive());
        publish("2"); // Nobody subscribes now.
        awaitIn(RETRY, "1", "lost", "gap, 2");
        assertThat(subscription.isLive()).isTrue();
        publish("3");

        awaitTold("1", "lost", "gap, 2", "3");
        assertThat(errors).isEmpty();
        subscription.close();
    }

    @Test
    void everyLossIsFollowedByAGap() throws Exception {
        RenewingSubscription subscription = subscribe();
        for (int i = 0; i < 3; i++) {
            told.events.clear();
            harness.cutSubscriptions();
            awaitIn(RETRY, "lost", i == 0 ? "gap, nothing" : "gap, " + i);
            publish(Integer.toString(i + 1));
            awaitTold("lost", i == 0 ? "gap, nothing" : "gap, " + i, Integer.toString(i + 1));
        }
        subscription.close();
    }

    @Test
    void aSubscriptionIsNotMadeAgainBeforeTheRetryPeriodHasPassed() throws Exception {
        RenewingSubscription subscription = subscribe();
        harness.cutSubscriptions();
        awaitTold("lost");
        time.advance(RETRY.minusMinutes(1));
        assertThat(told.events).containsExactly("lost");
        time.advance(ofMinutes(2));

        awaitTold("lost", "gap, nothing");
        subscription.close();
    }

    @Test
    void aGapThatFailsIsToldAgainBeforeAnyMessage() throws Exception {
        told.gapsThatFail.set(1);
        RenewingSubscription subscription = subscribe();
        harness.cutSubscriptions();
        awaitTold("lost");
        time.advance(RETRY);
        assertThat(told.events).containsExactly("lost", "failed gap");
        publish("1"); // Nobody subscribes now.
        time.advance(RETRY.minusMinutes(1));
        assertThat(told.events).containsExactly("lost", "failed gap");
        awaitIn(RETRY, "lost", "failed gap", "gap, 1");
        publish("2");

        awaitTold("lost", "failed gap", "gap, 1", "2");
        assertThat(errors).singleElement().isInstanceOf(IllegalStateException.class);
        subscription.close();
    }

    @Test
    void nothingIsToldAfterTheSubscriptionIsClosed() throws Exception {
        RenewingSubscription subscription = subscribe();
        subscription.close();
        assertThat(subscription.isLive()).isFalse();
        try (Subscription other = b.pubSub().subscribe("invalidated")) {
            publish("1");
            assertThat(other.next(Duration.ofSeconds(60))).isPresent();
        }
        harness.cutSubscriptions();
        time.advance(RETRY.multipliedBy(2));

        assertThat(told.events).isEmpty();
    }

    @Test
    void aSubscriptionThatIsClosedAfterALossIsNotMadeAgain() throws Exception {
        RenewingSubscription subscription = subscribe();
        harness.cutSubscriptions();
        awaitTold("lost");
        subscription.close();
        time.advance(RETRY.multipliedBy(2));
        assertThat(told.events).containsExactly("lost");
        assertThat(subscription.isLive()).isFalse();
    }
}
