// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.S_07;
import static dev.coordination.junit.contract.Rule.S_09;

import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Defects in what happens to a listener when its subscription ends. */
final class ListenerEndFaults {

    private ListenerEndFaults() {}

    static List<Fault> all() {
        return List.of(
                calledLate(50),
                calledLate(100),
                calledLate(300),
                noEnd("if the last call of the listener threw", ended -> ended.thrown() != null),
                noEnd("if the last call of the listener threw an Error", ended -> ended.thrown() instanceof Error),
                noEnd("if the last call of the listener left the thread interrupted", LastCall::interrupted),
                endKeepsTheInterrupt(),
                endIsRepeated(),
                diesAfterAHundredExceptions());
    }

    /** How the last call of a listener ended. */
    private record LastCall(@Nullable Throwable thrown, boolean interrupted) {}

    /** A listener that knows how its last call ended. */
    private abstract static class Watching implements MessageListener {
        final MessageListener delegate;
        private volatile LastCall last = new LastCall(null, false);

        Watching(MessageListener delegate) {
            this.delegate = delegate;
        }

        @Override
        public void onMessage(Message message) {
            Throwable thrown = null;
            try {
                delegate.onMessage(message);
            } catch (Throwable e) {
                thrown = e;
                throw e;
            } finally {
                last = new LastCall(thrown, Thread.currentThread().isInterrupted());
            }
        }

        @Override
        public void onEnd(CoordinationException cause) {
            onEnd(cause, last);
        }

        abstract void onEnd(CoordinationException cause, LastCall after);
    }

    private static Fault calledLate(int micros) {
        return Fault.of(S_07, "a call of a listener begins up to " + micros + " us after close has returned")
                .rare()
                .listener((correct, context) -> new MessageListener() {
                    @Override
                    public void onMessage(Message message) {
                        long start = System.nanoTime();
                        while (System.nanoTime() - start < TimeUnit.MICROSECONDS.toNanos(micros)) {
                            Thread.onSpinWait();
                        }
                        correct.onMessage(message);
                    }

                    @Override
                    public void onEnd(CoordinationException cause) {
                        correct.onEnd(cause);
                    }
                });
    }

    private static Fault noEnd(String when, Predicate<LastCall> condition) {
        return Fault.of(S_09, "onEnd is not called " + when).listener((correct, context) -> new Watching(correct) {
            @Override
            void onEnd(CoordinationException cause, LastCall after) {
                if (!condition.test(after)) {
                    delegate.onEnd(cause);
                }
            }
        });
    }

    private static Fault endKeepsTheInterrupt() {
        return Fault.of(S_09, "onEnd sees an interrupt that the last call left set")
                .listener((correct, context) -> new Watching(correct) {
                    @Override
                    void onEnd(CoordinationException cause, LastCall after) {
                        if (after.interrupted()) {
                            Thread.currentThread().interrupt();
                        }
                        delegate.onEnd(cause);
                    }
                });
    }

    private static Fault endIsRepeated() {
        return Fault.of(S_09, "onEnd is called twice if the last call of the listener threw")
                .listener((correct, context) -> new Watching(correct) {
                    @Override
                    void onEnd(CoordinationException cause, LastCall after) {
                        delegate.onEnd(cause);
                        if (after.thrown() != null) {
                            delegate.onEnd(cause);
                        }
                    }
                });
    }

    private static Fault diesAfterAHundredExceptions() {
        return Fault.of(S_09, "a listener that threw more than a hundred times in total is not called again")
                .listener((correct, context) -> new MessageListener() {
                    private volatile int thrown;

                    @Override
                    public void onMessage(Message message) {
                        int before = thrown;
                        if (before > 100) {
                            return;
                        }
                        try {
                            correct.onMessage(message);
                        } catch (Throwable e) {
                            thrown = before + 1;
                            throw e;
                        }
                    }

                    @Override
                    public void onEnd(CoordinationException cause) {
                        correct.onEnd(cause);
                    }
                });
    }
}
