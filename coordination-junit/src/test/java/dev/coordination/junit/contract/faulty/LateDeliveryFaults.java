// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.S_11;
import static dev.coordination.junit.contract.Rule.S_12;

import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.contract.threads.Spin;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Defects in which messages arrive too late, or in a subscription that was lost. */
final class LateDeliveryFaults {

    private LateDeliveryFaults() {}

    static List<Fault> all() {
        return List.of(publishesElsewhere(), revivesLostSubscriptions());
    }

    /** Publishes like an adapter that must not block the thread that calls listeners. */
    private static Fault publishesElsewhere() {
        ThreadLocal<Boolean> inListener = ThreadLocal.withInitial(() -> false);
        return Fault.of(S_11, "a message that a listener publishes is handed to another thread")
                .rare()
                .listener((correct, context) -> new MessageListener() {
                    @Override
                    public void onMessage(Message message) {
                        inListener.set(true);
                        try {
                            correct.onMessage(message);
                        } finally {
                            inListener.set(false);
                        }
                    }

                    @Override
                    public void onEnd(CoordinationException cause) {
                        correct.onEnd(cause);
                    }
                })
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        if (!inListener.get()) {
                            return super.publish(channel, payload);
                        }
                        Thread publisher = new Thread(() -> publishLater(correct, channel, payload));
                        publisher.setDaemon(true);
                        publisher.start();
                        return 1;
                    }
                });
    }

    private static void publishLater(PubSub correct, String channel, byte[] payload) {
        Spin.forNanos(TimeUnit.MICROSECONDS.toNanos(150));
        try {
            correct.publish(channel, payload);
        } catch (CoordinationException e) {
            // The test has ended.
        }
    }

    private static Fault revivesLostSubscriptions() {
        return Fault.of(S_12, "a new subscription revives a lost one of the same handle if they have a topic in common")
                .rare()
                .pubSub((correct, context) -> new RevivingPubSub(correct));
    }

    private static final class RevivingPubSub extends ForwardingPubSub {
        private final List<Revivable> opened = new CopyOnWriteArrayList<>();

        RevivingPubSub(PubSub delegate) {
            super(delegate);
        }

        @Override
        public Subscription subscribe(Collection<Topic> topics) {
            Revivable subscription = new Revivable(super.subscribe(topics), List.copyOf(topics));
            opened.stream()
                    .filter(each -> !Collections.disjoint(each.topics, topics) && each.isLost())
                    .forEach(each -> each.current = super.subscribe(each.topics));
            opened.add(subscription);
            return subscription;
        }
    }

    private static final class Revivable implements Subscription {
        private final List<Topic> topics;
        private volatile Subscription current;

        Revivable(Subscription first, List<Topic> topics) {
            this.topics = topics;
            this.current = first;
        }

        boolean isLost() {
            try {
                current.pending();
                return false;
            } catch (CoordinationUnavailableException e) {
                return true;
            } catch (CoordinationException e) {
                return false;
            }
        }

        @Override
        public Optional<Message> poll() {
            return current.poll();
        }

        @Override
        public Optional<Message> next(Duration timeout) throws InterruptedException {
            return current.next(timeout);
        }

        @Override
        public int pending() {
            return current.pending();
        }

        @Override
        public void close() {
            current.close();
        }
    }
}
