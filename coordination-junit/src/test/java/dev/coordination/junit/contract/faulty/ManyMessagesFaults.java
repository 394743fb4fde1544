// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.S_03;
import static dev.coordination.junit.contract.Rule.S_05;
import static dev.coordination.junit.contract.Rule.S_08;
import static dev.coordination.junit.contract.Rule.S_11;

import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;

/** Defects that show only with many messages or subscriptions, or with payloads of certain lengths. */
final class ManyMessagesFaults {

    private ManyMessagesFaults() {}

    static List<Fault> all() {
        return List.of(
                counted("publish counts at most 300 deliveries", count -> Math.min(count, 300)),
                counted("publish counts deliveries in a single byte", count -> count & 0xff),
                lastByteOfAFullPartIsLost(1_460),
                lastByteOfAFullPartIsLost(9_000),
                lastByteOfAFullPartIsLost(48_000),
                publishWaits(3 << 20),
                publishWaits(12 << 20),
                onePollMissesIn(100),
                onePollMissesIn(1_000));
    }

    private static Fault counted(String defect, LongUnaryOperator shown) {
        return Fault.of(S_03, defect).rare().pubSub((correct, context) -> new ForwardingPubSub(correct) {
            @Override
            public long publish(String channel, byte[] payload) {
                return shown.applyAsLong(super.publish(channel, payload));
            }
        });
    }

    private static Fault lastByteOfAFullPartIsLost(int part) {
        return Fault.of(S_05, "a payload whose length is a multiple of " + part + " bytes loses its last byte")
                .rare()
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        boolean full = payload != null && payload.length > 0 && payload.length % part == 0;
                        return super.publish(channel, full ? Arrays.copyOf(payload, payload.length - 1) : payload);
                    }
                });
    }

    private static Fault publishWaits(int most) {
        return Fault.of(
                        S_08,
                        "publish waits while a subscription of the same handle has more than " + most + " bytes unread")
                .rare()
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        List<Subscription> open = context.list("subscriptions of " + System.identityHashCode(this));
                        if (payload != null && open.stream().anyMatch(each -> pending(each) * payload.length > most)) {
                            waitForever();
                        }
                        return super.publish(channel, payload);
                    }

                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        Subscription subscription = super.subscribe(topics);
                        context.list("subscriptions of " + System.identityHashCode(this))
                                .add(subscription);
                        return subscription;
                    }
                });
    }

    private static long pending(Subscription subscription) {
        try {
            return subscription.pending();
        } catch (CoordinationException e) {
            return 0;
        }
    }

    private static void waitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Fault onePollMissesIn(int number) {
        return Fault.of(S_11, "one in " + number + " polls misses a waiting message")
                .rare()
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    private final AtomicInteger polls = new AtomicInteger();

                    @Override
                    public Optional<Message> poll() {
                        return super.pending() > 0 && polls.incrementAndGet() % number == 0
                                ? Optional.empty()
                                : super.poll();
                    }
                });
    }
}
