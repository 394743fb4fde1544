// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.S_06;
import static dev.coordination.junit.contract.Rule.S_07;
import static dev.coordination.junit.contract.Rule.S_08;
import static dev.coordination.junit.contract.Rule.S_11;
import static dev.coordination.junit.contract.Rule.S_12;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waiting, polling, falling behind, and how a subscription ends. */
final class SubscriptionFaults {

    /** How long a publisher is held up by a subscriber that is slow. */
    private static final long BOUND_SECONDS = 12;

    private SubscriptionFaults() {}

    static List<Fault> all() {
        return List.of(
                waitsForTheFirstChannelOnly(),
                cannotBeInterrupted(),
                noTimeoutIsATimeout(),
                returnsBeforeTheTimeout(),
                closingDoesNothing(),
                closingKeepsWhatIsBuffered(),
                closingWakesNobody(),
                theOldestIsDropped(),
                theNewestIsDropped(),
                overflowComesFirst(),
                overflowIsToldOnce(),
                overflowedAreNotCounted(),
                publishersWait(),
                pollLagsBehind(),
                pendingLagsBehind(),
                lossIsSilence(),
                lossDropsWhatIsBuffered(),
                subscribesAgainByItself());
    }

    private static Fault waitsForTheFirstChannelOnly() {
        return Fault.of(S_06, "a waiter hears only the first channel")
                .row(13)
                .pubSub((right, world) -> new ForwardingPubSub(right) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        return new FirstChannel(
                                super.subscribe(topics), topics.iterator().next());
                    }
                });
    }

    /** Waits for the messages of one channel; polls those of all. */
    private static final class FirstChannel extends ForwardingSubscription {
        private final Topic first;
        private final Deque<Message> others = new ArrayDeque<>();

        FirstChannel(Subscription to, Topic first) {
            super(to);
            this.first = first;
        }

        @Override
        public Optional<Message> next(Duration timeout) throws InterruptedException {
            Optional<Message> message = super.next(timeout);
            while (message.isPresent()
                    && first.kind() == Topic.Kind.CHANNEL
                    && !message.get().channel().equals(first.name())) {
                others.add(message.get());
                message = super.next(timeout);
            }
            return message;
        }

        @Override
        public Optional<Message> poll() {
            return others.isEmpty() ? super.poll() : Optional.of(others.remove());
        }
    }

    private static Fault cannotBeInterrupted() {
        return Fault.of(S_06, "a wait cannot be interrupted")
                .subscription((right, world) -> new ForwardingSubscription(right) {
                    @Override
                    public Optional<Message> next(Duration timeout) {
                        boolean interrupted = Thread.interrupted();
                        while (true) {
                            try {
                                Optional<Message> message = to.next(timeout);
                                if (interrupted) {
                                    Thread.currentThread().interrupt();
                                }
                                return message;
                            } catch (InterruptedException e) {
                                interrupted = true;
                            }
                        }
                    }
                });
    }

    private static Fault noTimeoutIsATimeout() {
        return Fault.of(S_06, "a timeout of zero waits for ever")
                .subscription((right, world) -> new ForwardingSubscription(right) {
                    @Override
                    public Optional<Message> next(Duration timeout) throws InterruptedException {
                        return super.next(timeout.isZero() ? Duration.ofDays(1) : timeout);
                    }
                });
    }

    private static Fault returnsBeforeTheTimeout() {
        return Fault.of(S_06, "a wait is a poll").subscription((right, world) -> new ForwardingSubscription(right) {
            @Override
            public Optional<Message> next(Duration timeout) throws InterruptedException {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                return super.poll();
            }
        });
    }

    private static Fault closingDoesNothing() {
        return Fault.of(S_07, "unsubscribing does nothing")
                .row(15)
                .subscription((right, world) -> new ForwardingSubscription(right) {
                    @Override
                    public void close() {
                        // Forgotten.
                    }
                });
    }

    private static Fault closingKeepsWhatIsBuffered() {
        return Fault.of(S_07, "what is buffered can be taken after close")
                .subscription((right, world) -> new ForwardingSubscription(right) {
                    private final Deque<Message> left = new ArrayDeque<>();

                    @Override
                    public void close() {
                        try {
                            while (super.pending() > 0) {
                                super.poll().ifPresent(left::add);
                            }
                        } catch (RuntimeException e) {
                            left.clear();
                        }
                        super.close();
                    }

                    @Override
                    public Optional<Message> poll() {
                        return left.isEmpty() ? super.poll() : Optional.of(left.remove());
                    }
                });
    }

    private static Fault closingWakesNobody() {
        return Fault.of(S_07, "who waits when a subscription is closed gets nothing")
                .subscription((right, world) -> new ForwardingSubscription(right) {
                    @Override
                    public Optional<Message> next(Duration timeout) throws InterruptedException {
                        super.pending();
                        try {
                            return super.next(timeout);
                        } catch (CoordinationClosedException e) {
                            return Optional.empty();
                        }
                    }
                });
    }

    private static Fault theOldestIsDropped() {
        return Fault.of(S_08, "a slow subscriber loses the oldest messages")
                .row(12)
                .subscription((right, world) -> new ForwardingSubscription(right) {
                    private boolean over;

                    @Override
                    public Optional<Message> poll() {
                        try {
                            return over ? Optional.empty() : super.poll();
                        } catch (SubscriptionOverflowException e) {
                            over = true;
                            return Optional.empty();
                        }
                    }
                });
    }

    private static Fault theNewestIsDropped() {
        return Fault.of(S_08, "a wait tells no overflow")
                .subscription((right, world) -> new ForwardingSubscription(right) {
                    @Override
                    public Optional<Message> next(Duration timeout) throws InterruptedException {
                        try {
                            return super.next(timeout);
                        } catch (SubscriptionOverflowException e) {
                            return Optional.empty();
                        }
                    }
                });
    }

    private static Fault overflowComesFirst() {
        return Fault.of(S_08, "an overflow is told before what is buffered")
                .subscription((right, world) -> new EndFirst(right, SubscriptionOverflowException.class));
    }

    private static Fault overflowIsToldOnce() {
        return Fault.of(S_08, "an overflow is told once")
                .subscription((right, world) -> new ForwardingSubscription(right) {
                    private boolean told;

                    @Override
                    public Optional<Message> poll() {
                        try {
                            return super.poll();
                        } catch (SubscriptionOverflowException e) {
                            if (told) {
                                return Optional.empty();
                            }
                            told = true;
                            throw e;
                        }
                    }
                });
    }

    private static Fault overflowedAreNotCounted() {
        return Fault.of(S_08, "a subscription that overflowed is closed")
                .subscription((right, world) -> new ForwardingSubscription(right) {
                    @Override
                    public Optional<Message> poll() {
                        try {
                            return super.poll();
                        } catch (SubscriptionOverflowException e) {
                            super.close();
                            throw e;
                        }
                    }
                });
    }

    private static Fault publishersWait() {
        return Fault.of(S_08, "a publisher waits for room in the buffer of a slow subscriber")
                .pubSub((right, world) -> new ForwardingPubSub(right) {
                    private final List<Subscription> made = world.listOf("subscriptions");

                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        Subscription subscription = super.subscribe(topics);
                        made.add(subscription);
                        return subscription;
                    }

                    @Override
                    public long publish(String channel, byte[] payload) {
                        if (!world.isNoted("waited") && made.stream().anyMatch(SubscriptionFaults::isFull)) {
                            world.note("waited", "once is enough to be noticed");
                            await();
                        }
                        return super.publish(channel, payload);
                    }
                });
    }

    private static boolean isFull(Subscription subscription) {
        try {
            return subscription.pending() >= 64;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static void await() {
        try {
            if (new CountDownLatch(1).await(BOUND_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody counts down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Fault pollLagsBehind() {
        return Fault.of(S_11, "a poll misses what was just published")
                .subscription((right, world) -> new ForwardingSubscription(right) {
                    private boolean asked;

                    @Override
                    public Optional<Message> poll() {
                        asked = !asked;
                        if (asked) {
                            super.pending();
                            return Optional.empty();
                        }
                        return super.poll();
                    }
                });
    }

    private static Fault pendingLagsBehind() {
        return Fault.of(S_11, "pending does not count the latest message")
                .subscription((right, world) -> new ForwardingSubscription(right) {
                    @Override
                    public int pending() {
                        return Math.max(0, super.pending() - 1);
                    }
                });
    }

    private static Fault lossIsSilence() {
        return Fault.of(S_12, "a lost connection is silence")
                .subscription((right, world) -> new ForwardingSubscription(right) {
                    @Override
                    public Optional<Message> poll() {
                        try {
                            return super.poll();
                        } catch (CoordinationUnavailableException e) {
                            return Optional.empty();
                        }
                    }
                });
    }

    private static Fault lossDropsWhatIsBuffered() {
        return Fault.of(S_12, "a lost connection takes along what was buffered")
                .subscription((right, world) -> new EndFirst(right, CoordinationUnavailableException.class));
    }

    /** Tells how it ended before it gives what is buffered. */
    private static final class EndFirst extends ForwardingSubscription {
        private final Class<? extends RuntimeException> end;
        private final Deque<Message> buffered = new ArrayDeque<>();

        EndFirst(Subscription to, Class<? extends RuntimeException> end) {
            super(to);
            this.end = end;
        }

        @Override
        public Optional<Message> poll() {
            try {
                for (int count = super.pending(); count > 0; count--) {
                    super.poll().ifPresent(buffered::add);
                }
                super.pending();
            } catch (RuntimeException e) {
                if (end.isInstance(e) || buffered.isEmpty()) {
                    buffered.clear();
                    throw e;
                }
            }
            return Optional.ofNullable(buffered.poll());
        }

        @Override
        public int pending() {
            return buffered.isEmpty() ? super.pending() : buffered.size();
        }
    }

    private static Fault subscribesAgainByItself() {
        return Fault.of(S_12, "a lost subscription is made anew, and nobody told")
                .pubSub((right, world) -> new ForwardingPubSub(right) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        return new Resubscribing(super.subscribe(topics), () -> to.subscribe(topics));
                    }
                });
    }

    /** Subscribes again when the connection was lost. */
    private static final class Resubscribing extends ForwardingSubscription {
        private final Supplier<Subscription> again;
        private Subscription current;

        Resubscribing(Subscription first, Supplier<Subscription> again) {
            super(first);
            this.current = first;
            this.again = again;
        }

        @Override
        public Optional<Message> poll() {
            try {
                return current.poll();
            } catch (CoordinationUnavailableException e) {
                current = again.get();
                return current.poll();
            }
        }

        @Override
        public Optional<Message> next(Duration timeout) throws InterruptedException {
            try {
                return current.next(timeout);
            } catch (CoordinationUnavailableException e) {
                current = again.get();
                return current.next(timeout);
            }
        }

        @Override
        public void close() {
            current.close();
        }
    }
}
