// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import dev.coordination.memory.FakeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lost subscriptions, some time after the loss: S-12. A client that reconnects by itself subscribes again after a while. */
@RequiresCapability({Capability.PUBSUB, Capability.SUBSCRIPTION_LOSS})
abstract class SubscriptionLossContract extends PubSubArea {

    private static final int LOOKS = 5;

    /**
     * How much real time passes between two checks, since a client may reconnect in real time, whatever the time
     * control is. On a fake clock, hardly anything happens in real time.
     */
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long ON_A_FAKE_CLOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    @Test
    @Tag("S-12")
    void publishDoesNotCountALostSubscriptionAgain() {
        Subscription lost = pubSub().subscribe("news");

        assertLostForGood(lost);
    }

    @Test
    @Tag("S-12")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void publishDoesNotCountLostPatternsAgain() {
        Subscription lost = pubSub().subscribe(List.of(Topic.pattern("n*"), Topic.channel("other")));

        assertLostForGood(lost);
    }

    private void assertLostForGood(Subscription lost) {
        DistributedCoordination other = otherHandle();
        harness.cutSubscriptions();
        assertThatThrownBy(() -> background.within(() -> next(lost)))
                .isInstanceOf(CoordinationUnavailableException.class);
        awaitNoReceiver(other);

        assertEnded(lost, CoordinationUnavailableException.class);
        assertNotCounted(other, "after calls on the lost subscription");
        useTheHandle();
        assertNotCounted(other, "after other calls on its handle");
        for (int look = 1; look <= LOOKS; look++) {
            letTimePass();
            assertNotCounted(other, "after " + look + " units of time");
        }
        time().advanceFar();
        assertNotCounted(other, "after a long time");
        assertEnded(lost, CoordinationUnavailableException.class);
        lost.close();
        assertNotCounted(other, "after it was closed");
    }

    /** The listener is told of the loss once. Nothing that is published later reaches it. */
    @Test
    @Tag("S-12")
    void aLostListenerIsNeverCalledAgain() {
        DistributedCoordination other = otherHandle();
        RecordingListener listener = new RecordingListener();
        Subscription lost = pubSub().subscribe(List.of(Topic.channel("news")), listener);
        harness.cutSubscriptions();
        listener.awaitCalls(1);
        awaitNoReceiver(other);

        useTheHandle();
        for (int look = 1; look <= LOOKS; look++) {
            letTimePass();
            assertNotCounted(other, "after " + look + " units of time");
        }

        lost.close();
        assertNotCounted(other, "after it was closed");
        assertThat(listener.calls()).containsExactly(CoordinationUnavailableException.class.getSimpleName());
    }

    /**
     * A new subscription on the same handle, to the same topics or overlapping ones, leaves a lost subscription as it
     * is.
     */
    @Test
    @Tag("S-12")
    void aNewSubscriptionToTheSameTopicsDoesNotReviveLostOnes() {
        List<List<Topic>> kinds = new ArrayList<>(List.of(List.of(Topic.channel("news"))));
        if (has(Capability.PATTERN_SUBSCRIPTIONS)) {
            kinds.add(List.of(Topic.pattern("n*")));
            kinds.add(List.of(Topic.channel("news"), Topic.pattern("*s")));
        }
        for (boolean noticed : List.of(true, false)) {
            List<Subscription> lost =
                    kinds.stream().map(topics -> pubSub().subscribe(topics)).toList();
            harness.cutSubscriptions();
            if (noticed) {
                lost.forEach(this::assertLost);
            }

            for (List<Topic> topics : kinds) {
                Subscription open = pubSub().subscribe(topics);
                publish("news", "x");
                for (int i = 0; i < topics.size(); i++) {
                    assertThat(next(open))
                            .as("what subscription.next of a new subscription returned after a loss")
                            .isPresent();
                }
                open.close();
            }

            lost.forEach(this::assertLost);
            lost.forEach(Subscription::close);
        }
    }

    private void assertLost(Subscription lost) {
        assertThatThrownBy(() -> background.within(() -> next(lost)), "subscription.next after a loss")
                .isInstanceOf(CoordinationUnavailableException.class);
        assertEnded(lost, CoordinationUnavailableException.class);
    }

    /** Waits until the backend has noticed the loss, which it need not do at once. */
    private void awaitNoReceiver(DistributedCoordination other) {
        if (has(Capability.KNOWS_WHEN_NOBODY_LISTENS)) {
            assertThat(publishUntilNobodyListens(other.pubSub(), "news", "lost"))
                    .as("receivers after the loss")
                    .isZero();
        }
    }

    private void assertNotCounted(DistributedCoordination other, String when) {
        for (DistributedCoordination handle : List.of(other, coordination)) {
            long receivers = handle.pubSub().publish("news", bytes("lost"));
            assertThat(has(Capability.KNOWS_WHEN_NOBODY_LISTENS) ? receivers : 0)
                    .as("what pubSub.publish counted on a channel whose only subscription was lost, %s", when)
                    .isZero();
        }
    }

    /** Makes calls that might let the adapter notice that it can connect again. */
    private void useTheHandle() {
        coordination.cache().set("k", bytes("x"));
        coordination.leaderElection().tryAcquire("e", "n", units(4));
        coordination.clusterMembership().register("n", Map.of(), units(4));
        List<Subscription> others = new ArrayList<>();
        others.add(pubSub().subscribe("unrelated"));
        others.add(pubSub().subscribe(List.of(Topic.channel("unrelated")), message -> {}));
        publish("unrelated", "x");
        others.forEach(Subscription::close);
    }

    private void letTimePass() {
        long start = System.nanoTime();
        time().advance(units(1));
        long pause = time().clock() instanceof FakeClock ? ON_A_FAKE_CLOCK_NANOS : BETWEEN_LOOKS_NANOS;
        for (long left = pause; left > 0; left = pause - (System.nanoTime() - start)) {
            LockSupport.parkNanos(left);
        }
    }
}
