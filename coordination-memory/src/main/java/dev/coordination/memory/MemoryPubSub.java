// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.Arguments;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pub/sub area of a handle. */
final class MemoryPubSub implements PubSub {

    private final Broker broker;
    private final HandleState state;

    MemoryPubSub(Broker broker, HandleState state) {
        this.broker = broker;
        this.state = state;
    }

    @Override
    public long publish(String channel, byte[] payload) {
        Message message = Message.onChannel(channel, payload);
        state.checkOpen();
        return broker.publish(message);
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics) {
        return open(Arguments.topics(topics), null);
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
        return open(Arguments.topics(topics), Arguments.notNull(listener, "listener"));
    }

    private Subscription open(Set<Topic> topics, @Nullable MessageListener listener) {
        return state.open(() -> broker.open(topics, listener, state));
    }
}
