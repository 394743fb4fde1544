// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.S_06;

import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** Defects that show only when several threads wait on one subscription, or one thread waits for many topics. */
final class SharedWaitFaults {

    private SharedWaitFaults() {}

    static List<Fault> all() {
        return List.of(
                threadsTakeTurns(),
                onlyTheFirstCanBeInterrupted(),
                isNotWokenBy(Topic.Kind.CHANNEL, 40),
                isNotWokenBy(Topic.Kind.CHANNEL, 500),
                isNotWokenBy(Topic.Kind.PATTERN, 20),
                isNotWokenBy(Topic.Kind.PATTERN, 300));
    }

    /** A thread that waits for its turn can be interrupted, but its timeout has not begun. */
    private static Fault threadsTakeTurns() {
        return Fault.of(S_06, "the timeout of a thread begins only when no other thread is waiting")
                .rare()
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    private final ReentrantLock turn = new ReentrantLock();

                    @Override
                    public Optional<Message> next(Duration timeout) throws InterruptedException {
                        turn.lockInterruptibly();
                        try {
                            return super.next(timeout);
                        } finally {
                            turn.unlock();
                        }
                    }
                });
    }

    private static Fault onlyTheFirstCanBeInterrupted() {
        return Fault.of(S_06, "a thread cannot be interrupted while another thread waits on the same subscription")
                .rare()
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    private final AtomicInteger waiting = new AtomicInteger();

                    @Override
                    public Optional<Message> next(Duration timeout) throws InterruptedException {
                        boolean alone = waiting.getAndIncrement() == 0;
                        try {
                            return super.next(timeout);
                        } catch (InterruptedException e) {
                            if (alone) {
                                throw e;
                            }
                            return super.next(timeout);
                        } finally {
                            waiting.decrementAndGet();
                        }
                    }
                });
    }

    private static Fault isNotWokenBy(Topic.Kind kind, int most) {
        return Fault.of(
                        S_06,
                        "a message for a " + kind.name().toLowerCase(Locale.ROOT) + " after the first " + most
                                + " of a subscription does not wake a waiting thread")
                .rare()
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        Subscription subscription = super.subscribe(topics);
                        Set<Topic> silent = topics.stream()
                                .distinct()
                                .filter(topic -> topic.kind() == kind)
                                .skip(most)
                                .collect(Collectors.toSet());
                        return silent.isEmpty() ? subscription : new DeafSubscription(subscription, silent);
                    }
                });
    }

    /** A subscription on which a thread that is already waiting does not notice messages on some topics. */
    private static final class DeafSubscription extends ForwardingSubscription {

        private final Set<Topic> silent;

        DeafSubscription(Subscription delegate, Set<Topic> silent) {
            super(delegate);
            this.silent = silent;
        }

        @Override
        public Optional<Message> next(Duration timeout) throws InterruptedException {
            Optional<Message> before = super.next(Duration.ZERO);
            if (before.isPresent()) {
                return before;
            }
            Optional<Message> message = super.next(timeout);
            if (message.map(DeafSubscription::topicOf).filter(silent::contains).isPresent()) {
                new CountDownLatch(1).await();
            }
            return message;
        }

        private static Topic topicOf(Message message) {
            return message.pattern().map(Topic::pattern).orElseGet(() -> Topic.channel(message.channel()));
        }
    }
}
