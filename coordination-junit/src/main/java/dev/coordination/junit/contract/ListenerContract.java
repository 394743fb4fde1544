// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.contract.threads.Latch;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How listeners are called: S-01, S-03, S-04, S-08, S-09, S-11. */
@RequiresCapability(Capability.PUBSUB)
abstract class ListenerContract extends ListenerArea {

    @Test
    @Tag("S-01")
    void aListenerReceivesWhatIsPublishedAfterSubscribeReturned() {
        DistributedCoordination other = connect();
        publish("a-0", "before");
        for (int round = 0; round < ROUNDS; round++) {
            RecordingListener listener = new RecordingListener();

            listen(listener, "a-" + round, "b-" + round);
            other.pubSub().publish("b-" + round, bytes("1"));
            publish("a-" + round, "2");

            assertThat(listener.awaitCalls(2)).as(CALLS).containsExactly("b-" + round + ": 1", "a-" + round + ": 2");
        }
    }

    /** Publishes more messages than fit into a buffer, on several channels and handles. */
    @Test
    @Tag("S-09")
    void aListenerIsCalledInOrder() {
        DistributedCoordination other = connect();
        RecordingListener listener = new RecordingListener();
        listen(listener, "a", "b");

        List<String> published = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < FEW; i++) {
                String channel = i % 3 == 0 ? "a" : "b";
                (i % 2 == 0 ? coordination : other).pubSub().publish(channel, bytes(round + "." + i));
                published.add(channel + ": " + round + "." + i);
            }
            listener.awaitCalls(published.size());
        }

        assertThat(listener.calls()).as(CALLS).isEqualTo(published);
        listener.assertOneAtATime();
    }

    /** Blocks the first call until another listener has received all messages. */
    @Test
    @Tag("S-09")
    void aListenerIsCalledWithOneMessageAtATime() {
        Latch latch = background.newLatch();
        RecordingListener slow = new RecordingListener(message -> latch.await());
        RecordingListener witness = new RecordingListener();
        listen(slow, "a", "b");
        listen(witness, "a", "b");

        publish("a", "0");
        slow.awaitCalls(1);
        for (int i = 1; i < 6; i++) {
            publish(i % 2 == 0 ? "a" : "b", "" + i);
        }
        witness.awaitCalls(6);

        assertThat(slow.calls()).as(CALLS).containsExactly("a: 0");
        latch.open();
        assertThat(slow.awaitCalls(6)).as(CALLS).containsExactly("a: 0", "b: 1", "a: 2", "b: 3", "a: 4", "b: 5");
        slow.assertOneAtATime();
    }

    @Test
    @Tag("S-09")
    void aListenerIsCalledWithOneMessageAtATimeWhileManyThreadsPublish() {
        List<DistributedCoordination> handles = List.of(coordination, connect(), connect());
        RecordingListener listener = RecordingListener.dawdling();
        listen(listener, "news");

        for (int round = 1; round <= ROUNDS; round++) {
            background.race(handles.size(), thread -> () -> {
                for (int i = 0; i < FEW / 3; i++) {
                    handles.get(thread).pubSub().publish("news", bytes(thread + " says"));
                }
                return true;
            });
            listener.awaitCalls(round * FEW);
        }

        assertThat(listener.calls()).as(CALLS).hasSize(ROUNDS * FEW);
        listener.assertOneAtATime();
    }

    /** The call for the channel comes first. */
    @Test
    @Tag("S-04")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void aListenerIsCalledOnceForEachTopicThatMatches() {
        RecordingListener listener = new RecordingListener();
        pubSub().subscribe(
                        List.of(Topic.pattern("n*"), Topic.channel("news"), Topic.channel("end"), Topic.pattern("n*")),
                        listener);

        publish("news", "1");
        publish("nets", "2");
        publish("end", "3");

        assertThat(listener.awaitCalls(4))
                .as(CALLS)
                .containsExactly("news: 1", "news by n*: 1", "nets by n*: 2", "end: 3");
    }

    /** The publisher may reuse the array before the listener is called. */
    @Test
    @Tag("S-03")
    void aListenerReceivesACopyOfThePayload() {
        Latch latch = background.newLatch();
        RecordingListener listener = new RecordingListener(message -> latch.await());
        listen(listener, "news");
        byte[] payload = bytes("original");

        publish("news", "first");
        pubSub().publish("news", payload);
        payload[0] = 'X';
        latch.open();

        assertThat(listener.awaitCalls(2)).as(CALLS).containsExactly("news: first", "news: original");
    }

    /** This holds for any number of blocked listeners. */
    @Test
    @Tag("S-08")
    void blockedListenersDoNotDelayOthers() {
        int buffer = harness.subscriptionBuffer();
        Latch latch = background.newLatch();
        List<RecordingListener> blocked = IntStream.range(0, 8)
                .mapToObj(i -> new RecordingListener(message -> latch.await()))
                .toList();
        blocked.forEach(listener -> listen(listener, "news"));
        RecordingListener listener = new RecordingListener();
        listen(listener, "news");
        Subscription polled = pubSub().subscribe("news");

        List<String> published = new ArrayList<>();
        while (published.size() <= buffer + FEW) {
            published.addAll(background.within(() -> publishNumbered("news", FEW)));
            assertThat(listener.awaitCalls(published.size())).as(CALLS).isEqualTo(published);
            assertThat(take(polled, FEW)).isEqualTo(published.subList(0, FEW));
        }

        for (RecordingListener one : blocked) {
            assertThat(one.awaitCalls(1)).as(CALLS).containsExactly("news: 0");
        }
    }

    @Test
    @Tag("S-09")
    void messagesOfAListenerCannotBePolled() {
        RecordingListener listener = new RecordingListener();
        Subscription subscription = listen(listener, "news");

        assertThatThrownBy(subscription::poll).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> background.within(() -> next(subscription))).isInstanceOf(IllegalStateException.class);
        publish("news", "1");

        assertThat(listener.awaitCalls(1)).as(CALLS).containsExactly("news: 1");
    }

    /** A message is no longer pending once its call begins. */
    @Test
    @Tag("S-11")
    @RequiresCapability(Capability.POLL_SEES_PUBLISHED)
    void pendingCountsMessagesThatAListenerHasNotReceivedYet() {
        Latch latch = background.newLatch();
        RecordingListener listener = new RecordingListener(message -> latch.await());
        Subscription subscription = listen(listener, "news");

        publish("news", "0");
        listener.awaitCalls(1);
        assertThat(subscription.pending()).isZero();
        publish("news", "1");
        assertThat(subscription.pending()).isEqualTo(1);
        publish("news", "2");
        assertThat(subscription.pending()).isEqualTo(2);
        latch.open();
        listener.awaitCalls(3);

        assertThat(subscription.pending()).isZero();
    }
}
