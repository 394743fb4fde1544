// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.S_01;
import static dev.coordination.junit.contract.Rule.S_06;
import static dev.coordination.junit.contract.Rule.S_09;

import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import dev.coordination.junit.contract.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Defects in the length of waits, and defects of adapters that give up a subscription after a long silence. */
final class LongWaitFaults {

    private LongWaitFaults() {}

    static List<Fault> all() {
        return List.of(
                waits("only for the whole seconds of its timeout", timeout -> Duration.ofSeconds(timeout.toSeconds())),
                waits(
                        "up to a second too long, unless its timeout is in whole seconds",
                        timeout -> timeout.getNano() == 0 ? timeout : Duration.ofSeconds(timeout.toSeconds() + 1)),
                waits("at most an hour", timeout -> atMost(Duration.ofHours(1), timeout)),
                waits("at most a day", timeout -> atMost(Duration.ofDays(1), timeout)),
                waits(
                        "at most 2^31 - 1 milliseconds",
                        timeout -> atMost(Duration.ofMillis(Integer.MAX_VALUE), timeout)),
                waits("at most a year", timeout -> atMost(Duration.ofDays(365), timeout)),
                nullIsZero(),
                dies(Duration.ofMinutes(1), "a minute"),
                dies(Duration.ofHours(1), "an hour"),
                dies(Duration.ofDays(365), "a year"),
                listenerDies(S_01, Duration.ofDays(1), "a day"),
                listenerDies(S_09, Duration.ofSeconds(5), "five seconds"));
    }

    private static Duration atMost(Duration longest, Duration timeout) {
        return timeout.compareTo(longest) > 0 ? longest : timeout;
    }

    private static Fault waits(String how, UnaryOperator<Duration> change) {
        return Fault.of(S_06, "a wait lasts " + how)
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    @Override
                    public Optional<Message> next(Duration timeout) throws InterruptedException {
                        Duration changed = timeout.isNegative() ? timeout : change.apply(timeout);
                        return super.next(changed.isZero() ? timeout : changed);
                    }
                });
    }

    private static Fault nullIsZero() {
        return Fault.of(S_06, "a null timeout is treated as zero")
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    @Override
                    public Optional<Message> next(Duration timeout) throws InterruptedException {
                        return super.next(timeout == null ? Duration.ZERO : timeout);
                    }
                });
    }

    /** A subscription that no longer receives anything after a long silence. */
    private static final class DyingSubscription extends ForwardingSubscription {
        private final Silence silence;

        DyingSubscription(Subscription delegate, Silence silence) {
            super(delegate);
            this.silence = silence;
        }

        @Override
        public Optional<Message> poll() {
            return silence.unlessDead(super.poll());
        }

        @Override
        public Optional<Message> next(Duration timeout) throws InterruptedException {
            return silence.unlessDead(super.next(timeout));
        }
    }

    /** The time since the last message. */
    private static final class Silence {
        private final FaultContext context;
        private final Duration longest;
        private Instant last;
        private boolean dead;

        Silence(FaultContext context, Duration longest) {
            this.context = context;
            this.longest = longest;
            this.last = context.now();
        }

        synchronized Optional<Message> unlessDead(Optional<Message> message) {
            dead |= Duration.between(last, context.now()).compareTo(longest) >= 0;
            if (message.isPresent()) {
                last = context.now();
            }
            return dead ? Optional.empty() : message;
        }
    }

    private static Fault dies(Duration longest, String how) {
        return Fault.of(S_01, "a subscription dies after " + how + " of silence")
                .rare()
                .subscription((correct, context) -> new DyingSubscription(correct, new Silence(context, longest)));
    }

    private static Fault listenerDies(Rule rule, Duration longest, String how) {
        return Fault.of(rule, "a listener dies after " + how + " of silence")
                .rare()
                .listener((correct, context) -> {
                    Silence silence = new Silence(context, longest);
                    return new MessageListener() {
                        @Override
                        public void onMessage(Message message) {
                            silence.unlessDead(Optional.of(message)).ifPresent(correct::onMessage);
                        }

                        @Override
                        public void onEnd(CoordinationException cause) {
                            correct.onEnd(cause);
                        }
                    };
                });
    }
}
