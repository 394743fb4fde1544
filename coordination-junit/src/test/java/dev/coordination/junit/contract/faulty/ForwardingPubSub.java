// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.Collection;

/** A pub/sub that forwards every call to another. */
class ForwardingPubSub implements PubSub {

    final PubSub delegate;

    ForwardingPubSub(PubSub delegate) {
        this.delegate = delegate;
    }

    @Override
    public long publish(String channel, byte[] payload) {
        return delegate.publish(channel, payload);
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics) {
        return delegate.subscribe(topics);
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
        return delegate.subscribe(topics, listener);
    }
}
