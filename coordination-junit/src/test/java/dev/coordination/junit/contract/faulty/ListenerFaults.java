// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.S_07;
import static dev.coordination.junit.contract.Rule.S_09;

import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Defects in how listeners are called. */
final class ListenerFaults {

    private ListenerFaults() {}

    static List<Fault> all() {
        return List.of(
                calledConcurrently(),
                calledAgainAfterItThrew(),
                notCalledAfterItThrew(),
                notCalledAfterAnError(),
                notCalledAfterAVirtualMachineError(),
                notCalledAfterElevenExceptions(),
                nextListenerIsSkippedWhenOneThrows(),
                nextEndIsSkippedWhenOneThrows(),
                interruptLeaksToTheNextCall(),
                interruptLeaksToAnotherListener(),
                interruptLeaksFromThePublisher(),
                interruptLeaksToThePublisher(),
                endIsReportedTwice(),
                endIsNotReported(),
                pairsAreSwapped(),
                closeDoesNothing());
    }

    /** A listener that forwards every call to another. */
    private static class ForwardingListener implements MessageListener {
        private final MessageListener delegate;

        ForwardingListener(MessageListener delegate) {
            this.delegate = delegate;
        }

        @Override
        public void onMessage(Message message) {
            delegate.onMessage(message);
        }

        @Override
        public void onEnd(CoordinationException cause) {
            delegate.onEnd(cause);
        }
    }

    private static Fault calledConcurrently() {
        return Fault.of(S_09, "a listener is called by several threads at once")
                .listener((correct, context) -> new ForwardingListener(correct) {
                    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
                        Thread thread = new Thread(task, "faulty-listener");
                        thread.setDaemon(true);
                        thread.setUncaughtExceptionHandler((caller, thrown) -> {}); // The contract throws on purpose.
                        return thread;
                    });

                    @Override
                    public void onMessage(Message message) {
                        threads.execute(() -> super.onMessage(message));
                    }
                });
    }

    private static Fault calledAgainAfterItThrew() {
        return Fault.of(S_09, "a listener is called again with a message that made it throw")
                .listener((correct, context) -> new ForwardingListener(correct) {
                    @Override
                    public void onMessage(Message message) {
                        try {
                            super.onMessage(message);
                        } catch (RuntimeException e) {
                            super.onMessage(message);
                        }
                    }
                });
    }

    private static Fault notCalledAfterItThrew() {
        return Fault.of(S_09, "a listener that threw is not called again")
                .listener((correct, context) -> new ForwardingListener(correct) {
                    private volatile boolean thrown;

                    @Override
                    public void onMessage(Message message) {
                        if (!thrown) {
                            thrown = true;
                            super.onMessage(message);
                            thrown = false;
                        }
                    }
                });
    }

    private static Fault notCalledAfterAnError() {
        return Fault.of(S_09, "a listener that threw an Error is not called again")
                .listener((correct, context) -> new ForwardingListener(correct) {
                    private volatile boolean dead;

                    @Override
                    public void onMessage(Message message) {
                        if (dead) {
                            return;
                        }
                        try {
                            super.onMessage(message);
                        } catch (Error e) {
                            dead = true;
                            throw e;
                        }
                    }
                });
    }

    private static Fault notCalledAfterAVirtualMachineError() {
        return Fault.of(S_09, "a listener that ran out of stack is not called again")
                .listener((correct, context) -> new ForwardingListener(correct) {
                    private volatile boolean dead;

                    @Override
                    public void onMessage(Message message) {
                        if (dead) {
                            return;
                        }
                        try {
                            super.onMessage(message);
                        } catch (VirtualMachineError e) {
                            dead = true;
                            throw e;
                        }
                    }
                });
    }

    private static Fault notCalledAfterElevenExceptions() {
        return Fault.of(S_09, "a listener that threw eleven times in a row is not called again")
                .listener((correct, context) -> new ForwardingListener(correct) {
                    private volatile int thrown;

                    @Override
                    public void onMessage(Message message) {
                        if (thrown == 11) {
                            return;
                        }
                        int before = thrown;
                        thrown = before + 1;
                        super.onMessage(message);
                        thrown = 0;
                    }
                });
    }

    private static Fault nextListenerIsSkippedWhenOneThrows() {
        return Fault.of(S_09, "an onMessage that throws keeps the message from the next listener")
                .listener((correct, context) -> new ForwardingListener(correct) {
                    @Override
                    public void onMessage(Message message) {
                        unlessOneThrew(
                                context, message.channel() + " " + message.text(), () -> super.onMessage(message));
                    }
                });
    }

    private static Fault nextEndIsSkippedWhenOneThrows() {
        return Fault.of(S_09, "an onEnd that throws keeps the next listener from being notified")
                .listener((correct, context) -> new ForwardingListener(correct) {
                    @Override
                    public void onEnd(CoordinationException cause) {
                        unlessOneThrew(context, "end", () -> super.onEnd(cause));
                    }
                });
    }

    /** Runs the call unless an earlier call for the same event has thrown. */
    private static void unlessOneThrew(FaultContext context, String event, Runnable call) {
        synchronized (context) {
            if (context.contains(event)) {
                return;
            }
            context.put(event, event);
            call.run();
            context.remove(event);
        }
    }

    private static Fault interruptLeaksToTheNextCall() {
        return Fault.of(S_09, "an interrupt that a listener leaves set is seen by the listener's next call")
                .listener((correct, context) -> new ForwardingListener(correct) {
                    private volatile boolean interrupted;

                    @Override
                    public void onMessage(Message message) {
                        if (interrupted) {
                            Thread.currentThread().interrupt();
                        }
                        try {
                            super.onMessage(message);
                        } finally {
                            interrupted = Thread.currentThread().isInterrupted();
                        }
                    }
                });
    }

    private static Fault interruptLeaksToAnotherListener() {
        return Fault.of(S_09, "an interrupt that a listener leaves set is seen by another listener")
                .listener((correct, context) -> new ForwardingListener(correct) {
                    @Override
                    public void onMessage(Message message) {
                        Object by = context.get("interrupted", Object.class);
                        if (by != null && by != this) {
                            Thread.currentThread().interrupt();
                        }
                        try {
                            super.onMessage(message);
                        } finally {
                            if (Thread.currentThread().isInterrupted()) {
                                context.put("interrupted", this);
                            }
                        }
                    }
                });
    }

    private static Fault interruptLeaksFromThePublisher() {
        return Fault.of(S_09, "a listener sees the interrupt of the publishing thread")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        if (Thread.currentThread().isInterrupted()) {
                            context.put("publisher interrupted", true);
                        }
                        return super.publish(channel, payload);
                    }
                })
                .listener((correct, context) -> new ForwardingListener(correct) {
                    @Override
                    public void onMessage(Message message) {
                        if (context.contains("publisher interrupted")) {
                            Thread.currentThread().interrupt();
                        }
                        super.onMessage(message);
                    }
                });
    }

    private static Fault interruptLeaksToThePublisher() {
        return Fault.of(S_09, "an interrupt that a listener leaves set reaches the publishing thread")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        long deliveries = super.publish(channel, payload);
                        if (context.contains("listener interrupted")) {
                            Thread.currentThread().interrupt();
                        }
                        return deliveries;
                    }
                })
                .listener((correct, context) -> new ForwardingListener(correct) {
                    @Override
                    public void onMessage(Message message) {
                        super.onMessage(message);
                        if (Thread.currentThread().isInterrupted()) {
                            context.put("listener interrupted", true);
                        }
                    }
                });
    }

    private static Fault endIsReportedTwice() {
        return Fault.of(S_09, "the end of a listener's subscription is reported twice")
                .listener((correct, context) -> new ForwardingListener(correct) {
                    @Override
                    public void onEnd(CoordinationException cause) {
                        super.onEnd(cause);
                        super.onEnd(cause);
                    }
                });
    }

    private static Fault endIsNotReported() {
        return Fault.of(S_09, "the end of a listener's subscription is not reported")
                .listener((correct, context) -> new ForwardingListener(correct) {
                    @Override
                    public void onEnd(CoordinationException cause) {
                        // Does not report the end.
                    }
                });
    }

    private static Fault pairsAreSwapped() {
        return Fault.of(S_09, "a listener gets each pair of messages in reverse order")
                .listener((correct, context) -> new ForwardingListener(correct) {
                    private Message held;

                    @Override
                    public void onMessage(Message message) {
                        if (held == null) {
                            held = message;
                            return;
                        }
                        Message before = held;
                        held = null;
                        super.onMessage(message);
                        super.onMessage(before);
                    }
                });
    }

    private static Fault closeDoesNothing() {
        return Fault.of(S_07, "closing a listener's subscription does nothing")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
                        return new ForwardingSubscription(super.subscribe(topics, listener)) {
                            @Override
                            public void close() {
                                // Leaves the subscription open.
                            }
                        };
                    }
                });
    }
}
