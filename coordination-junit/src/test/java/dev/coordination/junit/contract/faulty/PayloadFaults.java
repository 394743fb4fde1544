// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.S_01;
import static dev.coordination.junit.contract.Rule.S_02;
import static dev.coordination.junit.contract.Rule.S_05;

import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import dev.coordination.junit.contract.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Defects that depend on the size or the content of a payload, and on the path by which it arrives. */
final class PayloadFaults {

    private static final Predicate<Message> EMPTY_BY_PATTERN =
            message -> message.pattern().isPresent() && isEmpty(message);

    private PayloadFaults() {}

    static List<Fault> all() {
        return List.of(
                overtakes(99),
                overtakes(8_000),
                overtakes(65_535),
                overtakesWhenHeard(8_000),
                nullIsPublished(),
                // Dropping empty payloads breaks both S-05 and S-01, so the tests of each rule must catch it.
                dropped(S_05, "an empty payload is not delivered to a pattern", EMPTY_BY_PATTERN),
                dropped(S_01, "a message without a payload does not arrive through a pattern", EMPTY_BY_PATTERN),
                dropped(
                        S_01,
                        "a message without a payload does not arrive through a channel",
                        message -> message.pattern().isEmpty() && isEmpty(message)),
                dropped(
                        S_01,
                        "a message of a single zero byte does not arrive",
                        message -> Arrays.equals(message.payload(), new byte[1])),
                dropped(
                        S_01,
                        "a message of more than 64 KiB does not arrive through a pattern",
                        message -> message.pattern().isPresent() && message.payload().length > 65_536),
                waitsTruncate(),
                listenersGetText());
    }

    /** A subscription in which a small message may overtake a large one. */
    private static final class OvertakingSubscription extends ForwardingSubscription {
        private final int large;
        private @Nullable Message overtaken;

        OvertakingSubscription(Subscription delegate, int large) {
            super(delegate);
            this.large = large;
        }

        private Optional<Message> smallFirst(Optional<Message> message) {
            if (message.isEmpty() || message.get().payload().length <= large || super.pending() == 0) {
                return message;
            }
            overtaken = message.get();
            return super.poll();
        }

        private Optional<Message> taken() {
            Optional<Message> message = Optional.ofNullable(overtaken);
            overtaken = null;
            return message;
        }

        @Override
        public synchronized Optional<Message> poll() {
            Optional<Message> message = taken();
            return message.isPresent() ? message : smallFirst(super.poll());
        }

        @Override
        public Optional<Message> next(Duration timeout) throws InterruptedException {
            Optional<Message> message = taken();
            return message.isPresent() ? message : smallFirst(super.next(timeout));
        }

        @Override
        public int pending() {
            return super.pending() + (overtaken == null ? 0 : 1);
        }
    }

    private static Fault overtakes(int large) {
        return Fault.of(S_02, "a message overtakes an earlier one of more than " + large + " bytes")
                .rare()
                .subscription((correct, context) -> new OvertakingSubscription(correct, large));
    }

    private static Fault overtakesWhenHeard(int large) {
        return Fault.of(S_02, "a listener gets a message before an earlier one of more than " + large + " bytes")
                .rare()
                .listener((correct, context) -> new MessageListener() {
                    private @Nullable Message overtaken;

                    @Override
                    public void onMessage(Message message) {
                        if (overtaken == null && message.payload().length > large) {
                            overtaken = message;
                            return;
                        }
                        correct.onMessage(message);
                        if (overtaken != null) {
                            correct.onMessage(overtaken);
                            overtaken = null;
                        }
                    }

                    @Override
                    public void onEnd(CoordinationException cause) {
                        correct.onEnd(cause);
                    }
                });
    }

    private static Fault nullIsPublished() {
        return Fault.of(S_05, "a null payload is published as an empty one")
                .rare()
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        return super.publish(channel, payload == null ? new byte[0] : payload);
                    }
                });
    }

    private static Fault dropped(Rule rule, String what, Predicate<Message> isDropped) {
        return Fault.of(rule, what).rare().subscription((correct, context) -> new ForwardingSubscription(correct) {
            @Override
            public Optional<Message> poll() {
                Optional<Message> message = super.poll();
                while (message.filter(isDropped).isPresent()) {
                    message = super.poll();
                }
                return message;
            }

            @Override
            public Optional<Message> next(Duration timeout) throws InterruptedException {
                Optional<Message> message = super.next(timeout);
                return message.filter(isDropped).isPresent() ? super.next(timeout) : message;
            }
        });
    }

    private static boolean isEmpty(Message message) {
        return message.payload().length == 0;
    }

    private static Fault waitsTruncate() {
        return Fault.of(S_05, "a wait returns only the first 65,535 bytes of a payload")
                .rare()
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    @Override
                    public Optional<Message> next(Duration timeout) throws InterruptedException {
                        return super.next(timeout)
                                .map(message -> message.payload().length > 65_535
                                        ? withPayload(message, Arrays.copyOf(message.payload(), 65_535))
                                        : message);
                    }
                });
    }

    private static Fault listenersGetText() {
        return Fault.of(S_05, "a listener gets payloads that were decoded as text")
                .rare()
                .listener((correct, context) -> new MessageListener() {
                    @Override
                    public void onMessage(Message message) {
                        correct.onMessage(withPayload(message, message.text().getBytes(StandardCharsets.UTF_8)));
                    }

                    @Override
                    public void onEnd(CoordinationException cause) {
                        correct.onEnd(cause);
                    }
                });
    }

    private static Message withPayload(Message message, byte[] payload) {
        return message.pattern()
                .map(pattern -> Message.onPattern(pattern, message.channel(), payload))
                .orElseGet(() -> Message.onChannel(message.channel(), payload));
    }
}
