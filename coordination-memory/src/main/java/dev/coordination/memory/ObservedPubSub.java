package dev.coordination.memory;

import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** Pub/sub whose calls, and those of its subscriptions, are told of. */
final class ObservedPubSub implements PubSub {

    private final PubSub to;
    private final Calls calls;

    ObservedPubSub(PubSub to, Calls calls) {
        this.to = to;
        this.calls = calls;
    }

    @Override
    public long publish(String channel, byte[] payload) {
        return calls.make("pubSub.publish", () -> to.publish(channel, payload), channel, payload);
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics) {
        return new ObservedSubscription(calls.make("pubSub.subscribe", () -> to.subscribe(topics), topics), calls);
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
        return new ObservedSubscription(
                calls.make("pubSub.subscribe", () -> to.subscribe(topics, listener), topics, listener), calls);
    }

    /** A subscription whose calls are told of. */
    private record ObservedSubscription(Subscription to, Calls calls) implements Subscription {

        @Override
        public Optional<Message> poll() {
            return calls.make("subscription.poll", to::poll);
        }

        @Override
        public Optional<Message> next(Duration timeout) throws InterruptedException {
            return calls.make("subscription.next", () -> to.next(timeout), timeout);
        }

        @Override
        public int pending() {
            return calls.make("subscription.pending", to::pending);
        }

        @Override
        public void close() {
            calls.run("subscription.close", to::close);
        }

        @Override
        public String toString() {
            return to.toString();
        }
    }
}
