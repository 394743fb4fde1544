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

/** Defects in waiting, polling, overflow and the end of a subscription. */
final class SubscriptionFaults {

    /** How long a publisher waits for a slow subscriber. */
    private static final long BOUND_SECONDS = 12;

    private SubscriptionFaults() {}

    static List<Fault> all() {
        return List.of(
                waitsForOnlyTheFirstChannel(),
                waitIgnoresInterrupts(),
                zeroTimeoutWaitsForever(),
                waitReturnsImmediately(),
                closeDoesNothing(),
                closeKeepsBufferedMessages(),
                waitReturnsEmptyOnClose(),
                pollHidesTheOverflow(),
                waitHidesTheOverflow(),
                overflowComesFirst(),
                overflowIsReportedOnce(),
                overflowClosesTheSubscription(),
                publishersWait(),
                pollMissesTheLatestMessage(),
                pendingMissesTheLatestMessage(),
                pollHidesTheLoss(),
                lossDropsBufferedMessages(),
                resubscribesSilently());
    }

    private static Fault waitsForOnlyTheFirstChannel() {
        return Fault.of(S_06, "a wait receives messages from the first channel only")
                .row(13)
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        return new FirstChannelSubscription(
                                super.subscribe(topics), topics.iterator().next());
                    }
                });
    }

    /** A subscription whose {@code next}, unlike {@code poll}, returns messages from one channel only. */
    private static final class FirstChannelSubscription extends ForwardingSubscription {
        private final Topic first;
        private final Deque<Message> others = new ArrayDeque<>();

        FirstChannelSubscription(Subscription delegate, Topic first) {
            super(delegate);
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

    private static Fault waitIgnoresInterrupts() {
        return Fault.of(S_06, "a wait cannot be interrupted")
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    @Override
                    public Optional<Message> next(Duration timeout) {
                        boolean interrupted = Thread.interrupted();
                        while (true) {
                            try {
                                Optional<Message> message = delegate.next(timeout);
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

    private static Fault zeroTimeoutWaitsForever() {
        return Fault.of(S_06, "a timeout of zero waits forever")
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    @Override
                    public Optional<Message> next(Duration timeout) throws InterruptedException {
                        return super.next(timeout.isZero() ? Duration.ofDays(1) : timeout);
                    }
                });
    }

    private static Fault waitReturnsImmediately() {
        return Fault.of(S_06, "a wait returns before its timeout")
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    @Override
                    public Optional<Message> next(Duration timeout) throws InterruptedException {
                        if (Thread.interrupted()) {
                            throw new InterruptedException();
                        }
                        return super.poll();
                    }
                });
    }

    private static Fault closeDoesNothing() {
        return Fault.of(S_07, "closing a subscription does nothing")
                .row(15)
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    @Override
                    public void close() {
                        // Leaves the subscription open.
                    }
                });
    }

    private static Fault closeKeepsBufferedMessages() {
        return Fault.of(S_07, "buffered messages can still be polled after close")
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    private final Deque<Message> remaining = new ArrayDeque<>();

                    @Override
                    public void close() {
                        try {
                            while (super.pending() > 0) {
                                super.poll().ifPresent(remaining::add);
                            }
                        } catch (RuntimeException e) {
                            remaining.clear();
                        }
                        super.close();
                    }

                    @Override
                    public Optional<Message> poll() {
                        return remaining.isEmpty() ? super.poll() : Optional.of(remaining.remove());
                    }
                });
    }

    private static Fault waitReturnsEmptyOnClose() {
        return Fault.of(S_07, "a wait returns empty when its subscription is closed")
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
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

    private static Fault pollHidesTheOverflow() {
        return Fault.of(S_08, "a slow subscriber loses messages silently")
                .row(12)
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
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

    private static Fault waitHidesTheOverflow() {
        return Fault.of(S_08, "a wait does not report an overflow")
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
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
        return Fault.of(S_08, "an overflow is reported before the buffered messages")
                .subscription(
                        (correct, context) -> new EndFirstSubscription(correct, SubscriptionOverflowException.class));
    }

    private static Fault overflowIsReportedOnce() {
        return Fault.of(S_08, "an overflow is reported only once")
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    private boolean reported;

                    @Override
                    public Optional<Message> poll() {
                        try {
                            return super.poll();
                        } catch (SubscriptionOverflowException e) {
                            if (reported) {
                                return Optional.empty();
                            }
                            reported = true;
                            throw e;
                        }
                    }
                });
    }

    private static Fault overflowClosesTheSubscription() {
        return Fault.of(S_08, "an overflow closes the subscription")
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
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
        return Fault.of(S_08, "a publisher waits for room in a slow subscriber's buffer")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    private final List<Subscription> subscriptions = context.list("subscriptions");

                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        Subscription subscription = super.subscribe(topics);
                        subscriptions.add(subscription);
                        return subscription;
                    }

                    @Override
                    public long publish(String channel, byte[] payload) {
                        if (!context.contains("waited")
                                && subscriptions.stream().anyMatch(SubscriptionFaults::isFull)) {
                            context.put("waited", "once is enough");
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
                throw new AssertionError("the latch was counted down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Fault pollMissesTheLatestMessage() {
        return Fault.of(S_11, "a poll misses a message that was just published")
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
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

    private static Fault pendingMissesTheLatestMessage() {
        return Fault.of(S_11, "pending does not count the latest message")
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    @Override
                    public int pending() {
                        return Math.max(0, super.pending() - 1);
                    }
                });
    }

    private static Fault pollHidesTheLoss() {
        return Fault.of(S_12, "a poll does not report a lost connection")
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
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

    private static Fault lossDropsBufferedMessages() {
        return Fault.of(S_12, "a lost connection drops the buffered messages")
                .subscription((correct, context) ->
                        new EndFirstSubscription(correct, CoordinationUnavailableException.class));
    }

    /** A subscription that reports its end before it returns the buffered messages. */
    private static final class EndFirstSubscription extends ForwardingSubscription {
        private final Class<? extends RuntimeException> end;
        private final Deque<Message> buffered = new ArrayDeque<>();

        EndFirstSubscription(Subscription delegate, Class<? extends RuntimeException> end) {
            super(delegate);
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

    private static Fault resubscribesSilently() {
        return Fault.of(S_12, "a lost subscription silently subscribes again")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        return new ResubscribingSubscription(super.subscribe(topics), () -> delegate.subscribe(topics));
                    }
                });
    }

    /** A subscription that subscribes again when its connection is lost. */
    private static final class ResubscribingSubscription extends ForwardingSubscription {
        private final Supplier<Subscription> resubscribe;
        private Subscription current;

        ResubscribingSubscription(Subscription first, Supplier<Subscription> resubscribe) {
            super(first);
            this.current = first;
            this.resubscribe = resubscribe;
        }

        @Override
        public Optional<Message> poll() {
            try {
                return current.poll();
            } catch (CoordinationUnavailableException e) {
                current = resubscribe.get();
                return current.poll();
            }
        }

        @Override
        public Optional<Message> next(Duration timeout) throws InterruptedException {
            try {
                return current.next(timeout);
            } catch (CoordinationUnavailableException e) {
                current = resubscribe.get();
                return current.next(timeout);
            }
        }

        @Override
        public void close() {
            current.close();
        }
    }
}
