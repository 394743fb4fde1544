// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.util.Collection;

/** A pub/sub area that reports the calls on it and on its subscriptions, and the calls to their listeners. */
final class ObservedPubSub implements PubSub {

    private final PubSub delegate;
    private final CallReporter reporter;

    ObservedPubSub(PubSub delegate, CallReporter reporter) {
        this.delegate = delegate;
        this.reporter = reporter;
    }

    @Override
    public long publish(String channel, byte[] payload) {
        return reporter.call(Operation.PUB_SUB_PUBLISH, () -> delegate.publish(channel, payload), channel, payload);
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics) {
        Subscription made = reporter.call(Operation.PUB_SUB_SUBSCRIBE, () -> delegate.subscribe(topics), topics);
        return new ObservedSubscription(made, reporter);
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
        Subscription made = reporter.call(
                Operation.PUB_SUB_SUBSCRIBE,
                () -> {
                    ObservedMessageListener observed =
                            new ObservedMessageListener(Arguments.notNull(listener, "listener"), reporter);
                    Subscription subscription = delegate.subscribe(topics, observed);
                    observed.belongsTo(subscription);
                    return subscription;
                },
                topics,
                listener);
        return new ObservedSubscription(made, reporter);
    }
}
