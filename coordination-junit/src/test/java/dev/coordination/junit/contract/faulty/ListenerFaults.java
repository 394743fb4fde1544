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
