// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_07;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Defects in which closing the last subscription of a backend to some topics ends the subscriptions of another. */
final class LastSubscriptionFaults {

    private LastSubscriptionFaults() {}

    static List<Fault> all() {
        return List.of(
                endsOthers("closing the last subscription to a channel", "", Topic.Kind.CHANNEL),
                endsOthers("closing the last subscription to a pattern", "", Topic.Kind.PATTERN),
                endsOthers(
                        "closing the last subscription to a channel",
                        ", unless a handle with such a subscription was closed",
                        Topic.Kind.CHANNEL));
    }

    private static Fault endsOthers(String what, String exception, Topic.Kind kind) {
        boolean noticesHandles = exception.isEmpty();
        // Tests that run at the same time must not end each other's subscriptions.
        ThreadLocal<List<Open>> all = ThreadLocal.withInitial(CopyOnWriteArrayList::new);
        return Fault.of(G_07, what + " ends another backend's subscriptions to it" + exception)
                .rare()
                .pubSub((correct, context) -> new Connected(correct, context, all, kind, noticesHandles));
    }

    private record Open(FaultContext context, Subscription subscription, List<Topic> topics) {

        boolean isEqualTo(Open other) {
            return topics.equals(other.topics);
        }

        /** Returns whether neither the subscription nor its handle was closed. */
        boolean isOpen() {
            try {
                return subscription.pending() >= 0;
            } catch (CoordinationClosedException e) {
                return false;
            } catch (CoordinationException e) {
                return true;
            }
        }
    }

    /** The pub/sub of a backend whose connection another backend shares. */
    private static final class Connected extends WrappingPubSub {
        private final FaultContext context;
        private final ThreadLocal<List<Open>> all;
        private final Topic.Kind kind;
        private final boolean noticesHandles;

        Connected(
                PubSub delegate,
                FaultContext context,
                ThreadLocal<List<Open>> all,
                Topic.Kind kind,
                boolean noticesHandles) {
            super(delegate);
            this.context = context;
            this.all = all;
            this.kind = kind;
            this.noticesHandles = noticesHandles;
        }

        @Override
        Subscription wrap(Subscription opened, Collection<Topic> topics) {
            if (topics.stream().anyMatch(topic -> topic.kind() != kind)) {
                return opened;
            }
            Open own = new Open(context, opened, List.copyOf(topics));
            all.get().add(own);
            return new ForwardingSubscription(opened) {
                @Override
                public void close() {
                    super.close();
                    all.get().removeIf(each -> each == own || noticesHandles && !each.isOpen());
                    if (all.get().stream().noneMatch(each -> each.context == context && each.isEqualTo(own))) {
                        all.get().stream().filter(own::isEqualTo).forEach(each -> each.subscription.close());
                    }
                }
            };
        }
    }
}
