package dev.coordination;

import java.util.Collection;

/** Pub/sub that reports the calls on it, on its subscriptions, and of their listeners. */
final class ObservedPubSub implements PubSub {

    private final PubSub to;
    private final Calls calls;

    ObservedPubSub(PubSub to, Calls calls) {
        this.to = to;
        this.calls = calls;
    }

    @Override
    public long publish(String channel, byte[] payload) {
        return calls.make(Operation.PUB_SUB_PUBLISH, () -> to.publish(channel, payload), channel, payload);
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics) {
        Subscription made = calls.make(Operation.PUB_SUB_SUBSCRIBE, () -> to.subscribe(topics), topics);
        return new ObservedSubscription(made, calls);
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
        Subscription made = calls.make(
                Operation.PUB_SUB_SUBSCRIBE,
                () -> {
                    ObservedListener observed = new ObservedListener(Arguments.notNull(listener, "listener"), calls);
                    Subscription subscription = to.subscribe(topics, observed);
                    observed.belongsTo(subscription);
                    return subscription;
                },
                topics,
                listener);
        return new ObservedSubscription(made, calls);
    }
}
