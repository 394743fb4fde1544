// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_05;
import static dev.coordination.junit.contract.Rule.S_06;
import static dev.coordination.junit.contract.Rule.S_08;
import static dev.coordination.junit.contract.Rule.S_11;

import dev.coordination.CoordinationClosedException;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Defects that show only when a thread waits for a message or polls for a large one. */
final class SubscriptionWaitFaults {

    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private SubscriptionWaitFaults() {}

    static List<Fault> all() {
        return List.of(
                shortTimeout("treated as zero", Duration.ZERO),
                shortTimeout("treated as infinite", Duration.ofDays(100_000)),
                fractionsAreCut(),
                late(1_024),
                late(32_768),
                late(65_536),
                pendingMisses(32_768),
                onlyOneIsWoken(),
                waitsForgetTheOverflow(),
                waitsRepeatNoOverflow());
    }

    private static Fault shortTimeout(String how, Duration taken) {
        return Fault.of(S_06, "a timeout of less than a millisecond is " + how)
                .rare()
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    @Override
                    public Optional<Message> next(Duration timeout) throws InterruptedException {
                        boolean isShort = timeout.compareTo(Duration.ZERO) > 0 && timeout.compareTo(MILLISECOND) < 0;
                        return super.next(isShort ? taken : timeout);
                    }
                });
    }

    private static Fault fractionsAreCut() {
        return Fault.of(S_06, "a timeout is truncated to whole milliseconds")
                .rare()
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    @Override
                    public Optional<Message> next(Duration timeout) throws InterruptedException {
                        boolean overflows = timeout.abs().compareTo(Duration.ofMillis(Long.MAX_VALUE)) >= 0;
                        return super.next(overflows ? timeout : Duration.ofMillis(timeout.toMillis()));
                    }
                });
    }

    /** A subscription in which a large message becomes visible only after a poll that missed it. */
    private static final class LateSubscription extends ForwardingSubscription {
        private final int large;
        private @Nullable Message missed;

        LateSubscription(Subscription delegate, int large) {
            super(delegate);
            this.large = large;
        }

        @Override
        public synchronized Optional<Message> poll() {
            Optional<Message> before = Optional.ofNullable(missed);
            missed = null;
            if (before.isPresent()) {
                return before;
            }
            Optional<Message> message = super.poll();
            if (message.isPresent() && message.get().payload().length > large) {
                missed = message.get();
                return Optional.empty();
            }
            return message;
        }

        @Override
        public Optional<Message> next(Duration timeout) throws InterruptedException {
            synchronized (this) {
                if (missed != null) {
                    return poll();
                }
            }
            return super.next(timeout);
        }
    }

    private static Fault late(int large) {
        return Fault.of(S_11, "a poll misses a payload of more than " + large + " bytes that was just published")
                .rare()
                .subscription((correct, context) -> new LateSubscription(correct, large));
    }

    private static Fault pendingMisses(int large) {
        return Fault.of(S_11, "pending does not count the only waiting message if it has more than " + large + " bytes")
                .rare()
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        context.put("last", payload == null ? 0 : payload.length);
                        return super.publish(channel, payload);
                    }

                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        return new ForwardingSubscription(super.subscribe(topics)) {
                            @Override
                            public int pending() {
                                int pending = super.pending();
                                Integer last = context.get("last", Integer.class);
                                return pending == 1 && last != null && last > large ? 0 : pending;
                            }
                        };
                    }
                });
    }

    private static Fault onlyOneIsWoken() {
        return Fault.of(G_05, "closing wakes only one of several waiting threads")
                .rare()
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    private final AtomicInteger woken = new AtomicInteger();

                    @Override
                    public Optional<Message> next(Duration timeout) throws InterruptedException {
                        super.pending(); // Throws if the subscription is already closed.
                        try {
                            return super.next(timeout);
                        } catch (CoordinationClosedException e) {
                            if (woken.getAndIncrement() > 0) {
                                new CountDownLatch(1).await();
                            }
                            throw e;
                        }
                    }
                });
    }

    private static Fault waitsForgetTheOverflow() {
        return Fault.of(S_08, "an overflow is not reported to a thread that only waits")
                .rare()
                .subscription((correct, context) -> new PolledSubscription(correct) {
                    @Override
                    public Optional<Message> next(Duration timeout) throws InterruptedException {
                        try {
                            return super.next(timeout);
                        } catch (SubscriptionOverflowException e) {
                            if (isPolled()) {
                                throw e;
                            }
                            return Optional.empty();
                        }
                    }
                });
    }

    private static Fault waitsRepeatNoOverflow() {
        return Fault.of(S_08, "an overflow is reported only once to a thread that only waits")
                .rare()
                .subscription((correct, context) -> new PolledSubscription(correct) {
                    private final AtomicInteger told = new AtomicInteger();

                    @Override
                    public Optional<Message> next(Duration timeout) throws InterruptedException {
                        try {
                            return super.next(timeout);
                        } catch (SubscriptionOverflowException e) {
                            if (isPolled() || told.getAndIncrement() == 0) {
                                throw e;
                            }
                            return Optional.empty();
                        }
                    }
                });
    }

    /** A subscription that knows whether {@code poll} or {@code pending} was called. */
    private abstract static class PolledSubscription extends ForwardingSubscription {

        private volatile boolean polled;

        PolledSubscription(Subscription correct) {
            super(correct);
        }

        final boolean isPolled() {
            return polled;
        }

        @Override
        public Optional<Message> poll() {
            polled = true;
            return super.poll();
        }

        @Override
        public int pending() {
            polled = true;
            return super.pending();
        }
    }
}
