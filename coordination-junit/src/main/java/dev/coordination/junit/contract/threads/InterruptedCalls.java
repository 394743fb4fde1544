// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Repeats calls on one thread while another thread interrupts each of them at random moments. An interrupt is sent only
 * after the previous one was noticed, so none can hide another.
 *
 * <p>If the threads run at the same time, the interrupt comes shortly before, during or shortly after a call. If they
 * share a processor, it most likely comes during a call too, because the caller loses its processor during a call.
 */
public final class InterruptedCalls implements Pair.Calls {

    /** How many interrupts of each call are enough after {@link #MEETING_NANOS}, on a machine that is too busy for more. */
    private static final int FEWEST = 20;

    private static final long MEETING_NANOS = 40_000_000;

    private static final int CALLER = 0;

    private final Duration patience;
    private final List<Call> calls;
    private final SplittableRandom random = new SplittableRandom(1);

    /** The thread that makes calls, until it has been interrupted. */
    private volatile @Nullable Thread caller;

    /** Whether no more calls are made. Set by either thread, and never unset. */
    private volatile boolean over;

    private long start;

    private InterruptedCalls(Duration patience, List<Call> calls) {
        this.patience = patience;
        this.calls = calls;
    }

    /** A call that is repeated. */
    public static final class Call {

        private final String operations;
        private final Callable<?> body;

        /** The shortest time that the call has taken, or 0 if it has not been made. */
        private volatile long nanos;

        /**
         * Creates a call.
         *
         * @param operations the operations that it uses, for messages
         * @param body makes the call
         */
        public Call(String operations, Callable<?> body) {
            this.operations = operations;
            this.body = body;
        }

        private void make() throws Exception {
            long before = System.nanoTime();
            body.call();
            long taken = System.nanoTime() - before;
            nanos = nanos == 0 ? taken : Math.min(nanos, taken);
        }
    }

    /**
     * Repeats calls, and fails if an interrupt that came before or during a call is no longer set after it.
     *
     * @param interrupts how often to interrupt each call, unless that takes too long
     */
    public static void repeat(Duration patience, int interrupts, List<Call> calls) {
        Pair.run(interrupts * calls.size(), MEETING_NANOS, patience, new InterruptedCalls(patience, calls));
    }

    @Override
    public void run(int thread, int round, long begin) throws Exception {
        Call call = calls.get(round % calls.size());
        if (thread != CALLER) {
            interrupt(call, begin);
            return;
        }
        start = round == 0 ? begin : start;
        long spent = begin - start;
        if (round >= FEWEST * calls.size() && spent > MEETING_NANOS) {
            over = true;
        }
        if (spent > patience.toNanos() / 2) { // Many slow calls must not look like a single call that hangs.
            over = true;
        }
        if (!over) {
            repeat(call, begin);
        }
    }

    private void repeat(Call call, long begin) throws Exception {
        caller = Thread.currentThread();
        boolean ended = false;
        try {
            Spin.until(begin + call.nanos / 2);
            boolean noticed = false;
            while (!noticed && !over) {
                boolean sent = caller == null;
                call.make();
                noticed = Thread.interrupted();
                assertThat(noticed || !sent)
                        .as(
                                "whether an interrupt that came before or during %s is still set afterwards",
                                call.operations)
                        .isTrue();
            }
            awaitInterrupter();
            ended = true;
        } finally {
            if (!ended) {
                over = true;
            }
            Thread.interrupted();
        }
    }

    private void awaitInterrupter() throws TimeoutException {
        Patience left = new Patience(patience, "a thread did not finish an interrupt");
        while (caller != null && !over) {
            left.lookAgain();
        }
    }

    private void interrupt(Call call, long begin) throws TimeoutException {
        Thread thread = awaitCaller();
        if (thread != null) {
            Spin.until(begin + random.nextLong(2 * call.nanos + 1));
            thread.interrupt();
            caller = null;
        }
    }

    /** Returns the thread that makes calls, or null if no more calls are made. */
    private @Nullable Thread awaitCaller() throws TimeoutException {
        Patience left = new Patience(patience, "a thread did not begin a call");
        boolean ended = false;
        try {
            Thread thread = caller;
            while (thread == null && !over) {
                left.lookAgain();
                thread = caller;
            }
            ended = true;
            return thread;
        } finally {
            if (!ended) {
                over = true;
            }
        }
    }
}
