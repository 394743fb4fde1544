// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationClosedException;
import dev.coordination.DistributedCoordination;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.contract.threads.Pair;
import dev.coordination.junit.contract.threads.Spin;
import dev.coordination.junit.harness.Capability;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Handles that are closed while they subscribe: G-05. */
@RequiresCapability(Capability.PUBSUB)
abstract class ClosingRaceContract extends PubSubArea {

    private static final int GROUPS = 6;

    private static final int ATTEMPTS = 3;

    /** The number of rounds; each uses a handle of its own, which may need connections. */
    private static final int ROUNDS_OF_A_GROUP = 16;

    /** The time after which no further groups begin, because the adapter is slow. */
    private static final long ENOUGH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** How long the two threads of a group try to begin their rounds together. */
    private static final long MEETING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A number whose multiples have evenly spread fractional parts. */
    private static final double GOLDEN_RATIO = 1.618033988749895;

    /** The subscription either is refused or ends with its handle. */
    @Test
    @Tag("G-05")
    void aSubscriptionThatBeginsWhileItsHandleIsBeingClosedEnds() {
        long start = System.nanoTime();
        long subscribing = nanosToSubscribe();
        PubSub publisher = harness.connect().pubSub();
        for (int group = 0; group < GROUPS && System.nanoTime() - start < ENOUGH_NANOS; group++) {
            runGroup(publisher, "group " + group + ", round ", subscribing);
        }
    }

    /** Returns the shortest time that a subscription took to begin. */
    private long nanosToSubscribe() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS; i++) {
            long start = System.nanoTime();
            Subscription subscription = subscribe(coordination, "c", 1);
            least = Math.min(least, System.nanoTime() - start);
            subscription.close();
        }
        return least;
    }

    private static Subscription subscribe(DistributedCoordination handle, String channel, int round) {
        List<Topic> topics = List.of(Topic.channel(channel));
        return round % 4 == 0
                ? handle.pubSub().subscribe(topics, message -> {})
                : handle.pubSub().subscribe(topics);
    }

    private void runGroup(PubSub publisher, String channel, long subscribing) {
        // The calls on these handles are not recorded for failure messages, because recording takes longer than the
        // calls.
        List<DistributedCoordination> handles =
                Stream.generate(harness::connect).limit(ROUNDS_OF_A_GROUP).toList();
        Map<Integer, Subscription> subscriptions = new ConcurrentHashMap<>();
        Pair.run(ROUNDS_OF_A_GROUP, MEETING_NANOS, background.patience(), (thread, round, begin) -> {
            if (thread == 0) {
                Spin.until(begin);
                try {
                    subscriptions.put(round, subscribe(handles.get(round), channel + round, round));
                } catch (RuntimeException e) {
                    // The handle had already been closed.
                }
            } else {
                Spin.until(begin + (long) (round * GOLDEN_RATIO % 1 * subscribing));
                handles.get(round).close();
            }
        });
        for (int round = 0; round < ROUNDS_OF_A_GROUP; round++) {
            if (has(Capability.KNOWS_WHEN_NOBODY_LISTENS)) {
                assertNobodyListens(channel + round, publishUntilNobodyListens(publisher, channel + round, "x"));
            }
            Subscription subscription = subscriptions.get(round);
            if (subscription != null && round % 4 != 0) {
                assertThatThrownBy(subscription::poll)
                        .as("subscription.poll on a subscription that began while its handle was being closed")
                        .isInstanceOf(CoordinationClosedException.class);
            }
        }
    }
}
