// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.Collection;

/** A pub/sub that wraps every subscription, with or without a listener. */
abstract class WrappingPubSub extends ForwardingPubSub {

    WrappingPubSub(PubSub delegate) {
        super(delegate);
    }

    /** Returns the subscription that a test gets in place of one that has just been opened. */
    abstract Subscription wrap(Subscription opened, Collection<Topic> topics);

    @Override
    public final Subscription subscribe(Collection<Topic> topics) {
        return wrap(super.subscribe(topics), topics);
    }

    @Override
    public final Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
        return wrap(super.subscribe(topics, listener), topics);
    }
}
