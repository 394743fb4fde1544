// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.S_02;
import static dev.coordination.junit.contract.Rule.S_07;

import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Defects of adapters that fetch messages in batches. */
final class BatchFaults {

    private BatchFaults() {}

    static List<Fault> all() {
        return List.of(groupedByChannel(32), groupedByChannel(20), listenerGetsTheRest());
    }

    private static Fault groupedByChannel(int few) {
        return Fault.of(S_02, "messages are fetched channel by channel if more than " + few + " are waiting")
                .rare()
                .subscription((correct, context) -> new GroupingSubscription(correct, few));
    }

    private static final class GroupingSubscription extends ForwardingSubscription {
        private final int few;
        private final Queue<Message> batch = new ConcurrentLinkedQueue<>();

        GroupingSubscription(Subscription delegate, int few) {
            super(delegate);
            this.few = few;
        }

        private Optional<Message> fetched() {
            if (batch.isEmpty() && super.pending() > few) {
                Map<String, List<Message>> byChannel = new TreeMap<>();
                for (int left = super.pending(); left > 0; left--) {
                    super.poll()
                            .ifPresent(message -> byChannel
                                    .computeIfAbsent(message.channel(), channel -> new ArrayList<>())
                                    .add(message));
                }
                byChannel.values().forEach(batch::addAll);
            }
            return Optional.ofNullable(batch.poll());
        }

        @Override
        public Optional<Message> poll() {
            Optional<Message> message = fetched();
            return message.isPresent() ? message : super.poll();
        }

        @Override
        public Optional<Message> next(Duration timeout) throws InterruptedException {
            Optional<Message> message = fetched();
            return message.isPresent() ? message : super.next(timeout);
        }

        @Override
        public int pending() {
            return batch.size() + super.pending();
        }

        @Override
        public void close() {
            batch.clear();
            super.close();
        }
    }

    private static Fault listenerGetsTheRest() {
        return Fault.of(S_07, "a listener that closes its subscription still gets the rest of a batch of messages")
                .rare()
                .pubSub((correct, context) -> new BatchingPubSub(correct, context));
    }

    private static final class BatchingPubSub extends ForwardingPubSub {
        private final List<BatchListener> listeners;

        BatchingPubSub(PubSub delegate, FaultContext context) {
            super(delegate);
            listeners = context.list("listeners");
        }

        @Override
        public long publish(String channel, byte[] payload) {
            for (BatchListener listener : listeners) {
                if (channel != null && payload != null && listener.topics.contains(Topic.channel(channel))) {
                    listener.waiting.add(Message.onChannel(channel, payload));
                }
            }
            return super.publish(channel, payload);
        }

        @Override
        public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
            if (listener == null) {
                return super.subscribe(topics, listener);
            }
            BatchListener batching = new BatchListener(List.copyOf(topics), listener);
            Subscription opened = super.subscribe(topics, batching);
            listeners.add(batching);
            return new ForwardingSubscription(opened) {
                @Override
                public void close() {
                    listeners.remove(batching);
                    super.close();
                    batching.closed();
                }
            };
        }
    }

    /** A listener and the published messages that it has not received yet. */
    private static final class BatchListener implements MessageListener {
        private static final int SIZE = 8;

        private final List<Topic> topics;
        private final MessageListener given;
        private final Queue<Message> waiting = new ConcurrentLinkedQueue<>();
        private volatile @Nullable Thread caller;
        private volatile boolean closedWithin;

        BatchListener(List<Topic> topics, MessageListener given) {
            this.topics = topics;
            this.given = given;
        }

        void closed() {
            closedWithin = caller == Thread.currentThread();
        }

        @Override
        public void onMessage(Message message) {
            waiting.poll();
            caller = Thread.currentThread();
            given.onMessage(message);
            caller = null;
            for (int i = 1; closedWithin && i < SIZE && !waiting.isEmpty(); i++) {
                given.onMessage(waiting.remove());
            }
        }

        @Override
        public void onEnd(CoordinationException cause) {
            given.onEnd(cause);
        }
    }
}
