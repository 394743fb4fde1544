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

/** How listeners are called. */
final class ListenerFaults {

    private ListenerFaults() {}

    static List<Fault> all() {
        return List.of(
                calledConcurrently(),
                calledTwice(),
                silentAfterItThrew(),
                silentAfterItThrewAnError(),
                silentAfterTheVirtualMachineFailed(),
                silentAfterTheEleventhException(),
                othersAreSkippedWhenOneThrows(),
                othersAreNotToldTheirEndWhenOneThrows(),
                interruptLeaks(),
                interruptLeaksToOthers(),
                publishersInterruptIsSeen(),
                listenersInterruptIsThePublishers(),
                endIsToldTwice(),
                endIsNotTold(),
                everySecondIsLate(),
                closedListenersAreCalled());
    }

    /** Forwards to a listener that is right. */
    private static class ForwardingListener implements MessageListener {
        private final MessageListener to;

        ForwardingListener(MessageListener to) {
            this.to = to;
        }

        @Override
        public void onMessage(Message message) {
            to.onMessage(message);
        }

        @Override
        public void onEnd(CoordinationException cause) {
            to.onEnd(cause);
        }
    }

    private static Fault calledConcurrently() {
        return Fault.of(S_09, "a listener is called by as many threads as there are messages")
                .listener((right, world) -> new ForwardingListener(right) {
                    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
                        Thread thread = new Thread(task, "faulty-listener");
                        thread.setDaemon(true);
                        return thread;
                    });

                    @Override
                    public void onMessage(Message message) {
                        threads.execute(() -> super.onMessage(message));
                    }
                });
    }

    private static Fault calledTwice() {
        return Fault.of(S_09, "a listener is called again with the message that it threw at")
                .listener((right, world) -> new ForwardingListener(right) {
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

    private static Fault silentAfterItThrew() {
        return Fault.of(S_09, "a listener that threw is not called again")
                .listener((right, world) -> new ForwardingListener(right) {
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

    private static Fault silentAfterItThrewAnError() {
        return Fault.of(S_09, "a listener that threw an Error is not called again")
                .listener((right, world) -> new ForwardingListener(right) {
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

    private static Fault silentAfterTheVirtualMachineFailed() {
        return Fault.of(S_09, "a listener that ran out of stack is not called again")
                .listener((right, world) -> new ForwardingListener(right) {
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

    private static Fault silentAfterTheEleventhException() {
        return Fault.of(S_09, "a listener that threw eleven times in a row is not called again")
                .listener((right, world) -> new ForwardingListener(right) {
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

    private static Fault othersAreSkippedWhenOneThrows() {
        return Fault.of(S_09, "a message that one listener threw at does not reach the next")
                .listener((right, world) -> new ForwardingListener(right) {
                    @Override
                    public void onMessage(Message message) {
                        oneAtATime(world, message.channel() + " " + message.text(), () -> super.onMessage(message));
                    }
                });
    }

    private static Fault othersAreNotToldTheirEndWhenOneThrows() {
        return Fault.of(S_09, "an end that one listener threw at is not told to the next")
                .listener((right, world) -> new ForwardingListener(right) {
                    @Override
                    public void onEnd(CoordinationException cause) {
                        oneAtATime(world, "end", () -> super.onEnd(cause));
                    }
                });
    }

    /** Makes a call unless one for the same event has thrown. */
    private static void oneAtATime(World world, String event, Runnable call) {
        synchronized (world) {
            if (world.isNoted(event)) {
                return;
            }
            world.note(event, event);
            call.run();
            world.forget(event);
        }
    }

    private static Fault interruptLeaks() {
        return Fault.of(S_09, "an interrupt that a listener leaves behind reaches its next call")
                .listener((right, world) -> new ForwardingListener(right) {
                    private volatile boolean left;

                    @Override
                    public void onMessage(Message message) {
                        if (left) {
                            Thread.currentThread().interrupt();
                        }
                        try {
                            super.onMessage(message);
                        } finally {
                            left = Thread.currentThread().isInterrupted();
                        }
                    }
                });
    }

    private static Fault interruptLeaksToOthers() {
        return Fault.of(S_09, "an interrupt that a listener leaves behind reaches the next listener")
                .listener((right, world) -> new ForwardingListener(right) {
                    @Override
                    public void onMessage(Message message) {
                        Object by = world.noted("interrupted", Object.class);
                        if (by != null && by != this) {
                            Thread.currentThread().interrupt();
                        }
                        try {
                            super.onMessage(message);
                        } finally {
                            if (Thread.currentThread().isInterrupted()) {
                                world.note("interrupted", this);
                            }
                        }
                    }
                });
    }

    private static Fault publishersInterruptIsSeen() {
        return Fault.of(S_09, "a listener sees the interrupt of the thread that published")
                .pubSub((right, world) -> new ForwardingPubSub(right) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        if (Thread.currentThread().isInterrupted()) {
                            world.note("publisher interrupted", true);
                        }
                        return super.publish(channel, payload);
                    }
                })
                .listener((right, world) -> new ForwardingListener(right) {
                    @Override
                    public void onMessage(Message message) {
                        if (world.isNoted("publisher interrupted")) {
                            Thread.currentThread().interrupt();
                        }
                        super.onMessage(message);
                    }
                });
    }

    private static Fault listenersInterruptIsThePublishers() {
        return Fault.of(S_09, "an interrupt that a listener leaves behind reaches the thread that publishes next")
                .pubSub((right, world) -> new ForwardingPubSub(right) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        long deliveries = super.publish(channel, payload);
                        if (world.isNoted("listener interrupted")) {
                            Thread.currentThread().interrupt();
                        }
                        return deliveries;
                    }
                })
                .listener((right, world) -> new ForwardingListener(right) {
                    @Override
                    public void onMessage(Message message) {
                        super.onMessage(message);
                        if (Thread.currentThread().isInterrupted()) {
                            world.note("listener interrupted", true);
                        }
                    }
                });
    }

    private static Fault endIsToldTwice() {
        return Fault.of(S_09, "a listener is told of its end twice")
                .listener((right, world) -> new ForwardingListener(right) {
                    @Override
                    public void onEnd(CoordinationException cause) {
                        super.onEnd(cause);
                        super.onEnd(cause);
                    }
                });
    }

    private static Fault endIsNotTold() {
        return Fault.of(S_09, "a listener is not told of its end")
                .listener((right, world) -> new ForwardingListener(right) {
                    @Override
                    public void onEnd(CoordinationException cause) {
                        // Nobody is told.
                    }
                });
    }

    private static Fault everySecondIsLate() {
        return Fault.of(S_09, "a listener gets every second message one later")
                .listener((right, world) -> new ForwardingListener(right) {
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

    private static Fault closedListenersAreCalled() {
        return Fault.of(S_07, "closing leaves a listener's subscription as it is")
                .pubSub((right, world) -> new ForwardingPubSub(right) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
                        return new ForwardingSubscription(super.subscribe(topics, listener)) {
                            @Override
                            public void close() {
                                // Forgotten.
                            }
                        };
                    }
                });
    }
}
