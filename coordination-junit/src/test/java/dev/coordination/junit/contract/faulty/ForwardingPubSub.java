// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.Collection;

/** Messages that are right; a fault overrides what it gets wrong. */
class ForwardingPubSub implements PubSub {

    final PubSub to;

    ForwardingPubSub(PubSub to) {
        this.to = to;
    }

    @Override
    public long publish(String channel, byte[] payload) {
        return to.publish(channel, payload);
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics) {
        return to.subscribe(topics);
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
        return to.subscribe(topics, listener);
    }
}
