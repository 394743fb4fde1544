// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.Arrays;
import java.util.List;

/** The base class of the areas about listeners. */
abstract class ListenerArea extends PubSubArea {

    /** Describes what {@link RecordingListener#calls} and {@link RecordingListener#awaitCalls} return. */
    static final String CALLS = "the calls of listener.onMessage and listener.onEnd";

    final Subscription listen(MessageListener listener, String... channels) {
        return listen(coordination, listener, channels);
    }

    final Subscription listen(DistributedCoordination handle, MessageListener listener, String... channels) {
        if (listener instanceof RecordingListener recording) {
            recording.setPatience(background.patience());
        }
        return handle.pubSub()
                .subscribe(Arrays.stream(channels).map(Topic::channel).toList(), listener);
    }

    /**
     * Subscribes a listener and waits for its first call, which the caller blocks with a latch, so that later messages
     * stay in the buffer.
     */
    final Subscription listenHeldBack(RecordingListener listener) {
        Subscription subscription = listen(listener, "news");
        publish("news", "first");
        assertThat(listener.awaitCalls(1)).as(CALLS).containsExactly("news: first");
        return subscription;
    }

    /** Waits for the calls of each listener in turn. Stops at the first failure, so that only one wait times out. */
    static void assertEachReceives(List<RecordingListener> listeners, List<String> expected) {
        for (RecordingListener listener : listeners) {
            assertThat(listener.awaitCalls(expected.size())).as(CALLS).isEqualTo(expected);
        }
    }

    /** Publishes a message, waits until a new listener has received it, and lets the given listeners settle. */
    final void letOthersHear(RecordingListener... listeners) {
        RecordingListener witness = new RecordingListener();
        Subscription subscription = listen(witness, "news");
        publish("news", "to the witness");
        witness.awaitCalls(1);
        subscription.close();
        RecordingListener.letSettle(List.of(listeners));
    }
}
