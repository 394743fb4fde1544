// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.S_08;

import dev.coordination.Message;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Defects in which the overflow of one subscription is reported by others. */
final class SharedOverflowFaults {

    private SharedOverflowFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of(S_08, "an overflow is reported by all subscriptions of the handle")
                        .rare()
                        .pubSub((correct, context) -> {
                            AtomicReference<SubscriptionOverflowException> overflow = new AtomicReference<>();
                            return new ReportingPubSub(correct, topics -> overflow);
                        }),
                Fault.of(S_08, "an overflow is reported by later subscriptions to the same topics")
                        .rare()
                        .pubSub((correct, context) -> {
                            ConcurrentHashMap<Object, AtomicReference<SubscriptionOverflowException>> overflows =
                                    new ConcurrentHashMap<>();
                            return new ReportingPubSub(
                                    correct,
                                    topics -> overflows.computeIfAbsent(
                                            Set.copyOf(topics), unused -> new AtomicReference<>()));
                        }));
    }

    /** Finds the place where the overflow of a subscription is noted and looked up. */
    private interface Notes {
        AtomicReference<SubscriptionOverflowException> of(Collection<Topic> topics);
    }

    private static final class ReportingPubSub extends ForwardingPubSub {
        private final Notes notes;

        ReportingPubSub(PubSub delegate, Notes notes) {
            super(delegate);
            this.notes = notes;
        }

        @Override
        public Subscription subscribe(Collection<Topic> topics) {
            Subscription opened = super.subscribe(topics);
            AtomicReference<SubscriptionOverflowException> overflow = notes.of(topics);
            return new ForwardingSubscription(opened) {
                private void report() {
                    SubscriptionOverflowException found = overflow.get();
                    if (found != null && super.pending() == 0) {
                        throw found;
                    }
                }

                @Override
                public Optional<Message> poll() {
                    report();
                    try {
                        return super.poll();
                    } catch (SubscriptionOverflowException e) {
                        overflow.set(e);
                        throw e;
                    }
                }

                @Override
                public Optional<Message> next(Duration timeout) throws InterruptedException {
                    report();
                    try {
                        return super.next(timeout);
                    } catch (SubscriptionOverflowException e) {
                        overflow.set(e);
                        throw e;
                    }
                }
            };
        }
    }
}
