// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.S_01;

import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Defects of adapters that unsubscribe from a topic although another subscription still needs it. */
final class EqualSubscriptionFaults {

    private static final Predicate<Topic> CHANNELS = topic -> topic.kind() == Topic.Kind.CHANNEL;
    private static final Predicate<Topic> PATTERNS = topic -> topic.kind() == Topic.Kind.PATTERN;

    private EqualSubscriptionFaults() {}

    static List<Fault> all() {
        return List.of(
                mutes(
                        "closing a subscription mutes its channels for the other subscriptions of its handle",
                        CHANNELS,
                        false,
                        false),
                mutes(
                        "closing a subscription mutes its patterns for the other subscriptions of its handle",
                        PATTERNS,
                        false,
                        false),
                mutes(
                        "closing a subscription mutes its patterns for the subscriptions of all handles",
                        PATTERNS,
                        true,
                        false),
                mutes(
                        "closing a subscription mutes its channels for the listeners of its handle",
                        CHANNELS,
                        false,
                        true),
                mutes(
                        "closing a subscription mutes its patterns for the listeners of all handles",
                        PATTERNS,
                        true,
                        true));
    }

    /** The topics of a subscription, and which of them are muted. */
    private static final class Topics {
        private final Set<Topic> all;
        private final Set<Topic> muted = ConcurrentHashMap.newKeySet();
        private final boolean listens;

        Topics(Collection<Topic> all, boolean listens) {
            this.all = Set.copyOf(all);
            this.listens = listens;
        }

        boolean hears(Message message) {
            return !muted.contains(
                    message.pattern().map(Topic::pattern).orElseGet(() -> Topic.channel(message.channel())));
        }
    }

    private static Fault mutes(String defect, Predicate<Topic> which, boolean onAllHandles, boolean listeners) {
        return Fault.of(S_01, defect).rare().pubSub((correct, context) -> {
            List<Topics> open = onAllHandles ? context.list("topics") : new CopyOnWriteArrayList<>();
            return new ForwardingPubSub(correct) {
                @Override
                public Subscription subscribe(Collection<Topic> topics) {
                    Subscription subscription = super.subscribe(topics);
                    return new MutedSubscription(subscription, opened(topics, false), this::closed);
                }

                @Override
                public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
                    if (topics == null || listener == null || topics.stream().anyMatch(Objects::isNull)) {
                        return super.subscribe(topics, listener);
                    }
                    Topics of = opened(topics, true);
                    Subscription subscription = super.subscribe(topics, new MutedListener(listener, of));
                    return new MutedSubscription(subscription, of, this::closed);
                }

                private Topics opened(Collection<Topic> topics, boolean listens) {
                    Topics opened = new Topics(topics, listens);
                    open.add(opened);
                    return opened;
                }

                private void closed(Topics closed) {
                    if (open.remove(closed)) {
                        open.stream()
                                .filter(other -> other.listens == listeners)
                                .forEach(other ->
                                        closed.all.stream().filter(which).forEach(other.muted::add));
                    }
                }
            };
        });
    }

    private interface OnClose {
        void closed(Topics topics);
    }

    private static final class MutedSubscription extends ForwardingSubscription {
        private final Topics topics;
        private final OnClose onClose;

        MutedSubscription(Subscription delegate, Topics topics, OnClose onClose) {
            super(delegate);
            this.topics = topics;
            this.onClose = onClose;
        }

        @Override
        public Optional<Message> poll() {
            Optional<Message> message = super.poll();
            while (message.isPresent() && !topics.hears(message.get())) {
                message = super.poll();
            }
            return message;
        }

        @Override
        public Optional<Message> next(Duration timeout) throws InterruptedException {
            Optional<Message> message = super.next(timeout);
            while (message.isPresent() && !topics.hears(message.get())) {
                message = super.next(timeout);
            }
            return message;
        }

        @Override
        public void close() {
            super.close();
            onClose.closed(topics);
        }
    }

    private record MutedListener(MessageListener delegate, Topics topics) implements MessageListener {
        @Override
        public void onMessage(Message message) {
            if (topics.hears(message)) {
                delegate.onMessage(message);
            }
        }

        @Override
        public void onEnd(CoordinationException cause) {
            delegate.onEnd(cause);
        }
    }
}
