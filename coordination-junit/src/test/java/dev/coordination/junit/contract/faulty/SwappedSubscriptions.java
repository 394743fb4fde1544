// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.Collection;
import java.util.function.UnaryOperator;

/** A correct pub/sub whose subscriptions and listeners are replaced. */
final class SwappedSubscriptions extends ForwardingPubSub {

    private final UnaryOperator<Subscription> subscription;
    private final UnaryOperator<MessageListener> listener;

    SwappedSubscriptions(
            PubSub delegate, UnaryOperator<Subscription> subscription, UnaryOperator<MessageListener> listener) {
        super(delegate);
        this.subscription = subscription;
        this.listener = listener;
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics) {
        return subscription.apply(delegate.subscribe(topics));
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics, MessageListener given) {
        return delegate.subscribe(topics, given == null ? given : listener.apply(given));
    }
}
