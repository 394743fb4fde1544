// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.S_09;

import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** Defects that show only after a listener has done a particular thing in a call. */
final class ListenerActionFaults {

    private ListenerActionFaults() {}

    static List<Fault> all() {
        return List.of(
                skips(
                        "a listener that threw misses the second delivery of the same message",
                        (before, message) -> before.threw && before.isSameAs(message)),
                skips(
                        "a listener that threw on a message from a pattern misses the next message from that pattern",
                        (before, message) -> before.threw
                                && before.message.pattern().isPresent()
                                && !before.isSameAs(message)
                                && before.message.pattern().equals(message.pattern())),
                skips(
                        "a listener that threw misses the next message from another channel",
                        (before, message) ->
                                before.threw && !before.message.channel().equals(message.channel())),
                skips(
                        "a listener that interrupted itself misses the second delivery of the same message",
                        (before, message) -> before.interrupted && before.isSameAs(message)),
                skips(
                        "a listener that interrupted itself misses the next message from a pattern",
                        (before, message) ->
                                before.interrupted && message.pattern().isPresent()),
                skipsAfter("publish", "a listener that published misses the next message from a pattern"),
                skipsAfter("subscribe", "a listener that subscribed misses the next message from a pattern"),
                throwsFromSubscribe(),
                interruptsAnother());
    }

    /** The previous call of a listener. */
    private static final class Before {
        private final Message message;
        private boolean threw;
        private boolean interrupted;

        Before(Message message) {
            this.message = message;
        }

        boolean isSameAs(Message other) {
            return message.channel().equals(other.channel()) && message.text().equals(other.text());
        }
    }

    /** A listener that skips some messages. */
    private static class SkippingListener implements MessageListener {
        private final MessageListener delegate;
        private final BiPredicate<Before, Message> skips;
        private Before before;

        SkippingListener(MessageListener delegate, BiPredicate<Before, Message> skips) {
            this.delegate = delegate;
            this.skips = skips;
        }

        @Override
        public void onMessage(Message message) {
            Before last = before;
            before = new Before(message);
            if (last != null && skips.test(last, message)) {
                return;
            }
            before.threw = true;
            try {
                delegate.onMessage(message);
                before.threw = false;
            } finally {
                before.interrupted = Thread.currentThread().isInterrupted();
            }
        }

        @Override
        public void onEnd(CoordinationException cause) {
            delegate.onEnd(cause);
        }
    }

    private static Fault skips(String defect, BiPredicate<Before, Message> skips) {
        return Fault.of(S_09, defect).rare().listener((correct, context) -> new SkippingListener(correct, skips));
    }

    /** The threads that have made a particular call since they last called a listener. */
    private static final Set<Thread> CALLED = ConcurrentHashMap.newKeySet();

    private static Fault skipsAfter(String operation, String defect) {
        return Fault.of(S_09, defect)
                .rare()
                .pubSub((correct, context) -> new NotingPubSub(correct, operation))
                .listener((correct, context) -> new MessageListener() {
                    private boolean skips;

                    @Override
                    public void onMessage(Message message) {
                        if (skips && message.pattern().isPresent()) {
                            skips = false;
                            return;
                        }
                        CALLED.remove(Thread.currentThread());
                        try {
                            correct.onMessage(message);
                        } finally {
                            skips |= CALLED.remove(Thread.currentThread());
                        }
                    }

                    @Override
                    public void onEnd(CoordinationException cause) {
                        correct.onEnd(cause);
                    }
                });
    }

    /** Notes which threads make a particular call. */
    private static final class NotingPubSub extends ForwardingPubSub {
        private final String operation;

        NotingPubSub(PubSub delegate, String operation) {
            super(delegate);
            this.operation = operation;
        }

        private <T> T noted(String called, Supplier<T> call) {
            if (called.equals(operation)) {
                CALLED.add(Thread.currentThread());
            }
            return call.get();
        }

        @Override
        public long publish(String channel, byte[] payload) {
            return noted("publish", () -> super.publish(channel, payload));
        }

        @Override
        public Subscription subscribe(Collection<Topic> topics) {
            return noted("subscribe", () -> super.subscribe(topics));
        }
    }

    private static Fault throwsFromSubscribe() {
        return Fault.of(S_09, "a listener cannot subscribe to several topics")
                .rare()
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        if (topics != null && topics.size() > 2 && IN_CALL.contains(Thread.currentThread())) {
                            throw new IllegalStateException("a listener must not subscribe to several topics");
                        }
                        return super.subscribe(topics);
                    }
                })
                .listener((correct, context) -> new MessageListener() {
                    private boolean broken;

                    @Override
                    public void onMessage(Message message) {
                        if (broken) {
                            return;
                        }
                        IN_CALL.add(Thread.currentThread());
                        try {
                            correct.onMessage(message);
                        } catch (IllegalStateException e) {
                            broken = e.getMessage().contains("several topics");
                            throw e;
                        } finally {
                            IN_CALL.remove(Thread.currentThread());
                        }
                    }

                    @Override
                    public void onEnd(CoordinationException cause) {
                        correct.onEnd(cause);
                    }
                });
    }

    /** The threads that are in a call of a listener. */
    private static final Set<Thread> IN_CALL = ConcurrentHashMap.newKeySet();

    private static Fault interruptsAnother() {
        return Fault.of(S_09, "a listener is called on an interrupted thread if another listener threw")
                .rare()
                .listener((correct, context) -> new MessageListener() {
                    @Override
                    public void onMessage(Message message) {
                        if (context.contains("threw")) {
                            context.remove("threw");
                            Thread.currentThread().interrupt();
                        }
                        boolean threw = true;
                        try {
                            correct.onMessage(message);
                            threw = false;
                        } finally {
                            if (threw) {
                                context.put("threw", true);
                            }
                        }
                    }

                    @Override
                    public void onEnd(CoordinationException cause) {
                        correct.onEnd(cause);
                    }
                });
    }
}
