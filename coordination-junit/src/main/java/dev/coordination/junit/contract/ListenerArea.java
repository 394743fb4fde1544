// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.Arrays;

/** What the areas about listeners have in common. */
abstract class ListenerArea extends PubSubArea {

    final Subscription listen(MessageListener listener, String... channels) {
        return listen(coordination, listener, channels);
    }

    static Subscription listen(DistributedCoordination handle, MessageListener listener, String... channels) {
        return handle.pubSub()
                .subscribe(Arrays.stream(channels).map(Topic::channel).toList(), listener);
    }

    /** Subscribes a listener that a latch blocks in its first call: what is published next stays in its buffer. */
    final Subscription listenHeldBack(RecordingListener listener) {
        Subscription subscription = listen(listener, "news");
        publish("news", "first");
        assertThat(listener.awaitCalls(1)).containsExactly("news: first");
        return subscription;
    }

    /** Waits until everybody was called who would have been: another listener hears what was published last. */
    final void letOthersHear(RecordingListener... listeners) {
        RecordingListener witness = new RecordingListener();
        Subscription subscription = listen(witness, "news");
        publish("news", "to the witness");
        witness.awaitCalls(1);
        subscription.close();
        for (RecordingListener listener : listeners) {
            listener.letSettle();
        }
    }
}
