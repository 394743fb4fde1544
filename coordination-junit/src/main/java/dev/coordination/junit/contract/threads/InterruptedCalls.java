// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a call on one thread while another thread interrupts it at random moments. An interrupt is sent when the one before was
 * noticed, so none can hide another.
 *
 * <p>If the threads run at once, the interrupt comes shortly before, during or shortly after a call. If they share a processor, it
 * most likely comes during a call too, because the caller loses its processor during a call.
 */
public final class InterruptedCalls implements Pair.Calls {

    /** How many interrupts are enough after {@link #MEETING_NANOS}, on a machine that is too busy for more. */
    private static final int FEWEST = 4;

    private static final long MEETING_NANOS = 40_000_000;

    private static final int CALLER = 0;

    private final Duration patience;
    private final String operations;
    private final Callable<?> call;
    private final SplittableRandom random = new SplittableRandom(1);

    /** The thread that makes calls, until it has been interrupted. */
    private volatile @Nullable Thread caller;

    /** How long a call takes at least. */
    private volatile long nanosOfACall = Long.MAX_VALUE;

    private volatile boolean over;
    private long start;
    private int made;

    private InterruptedCalls(Duration patience, String operations, Callable<?> call) {
        this.patience = patience;
        this.operations = operations;
        this.call = call;
    }

    /**
     * Repeats a call, and fails if an interrupt is not set after the call that it came before or during.
     *
     * @param interrupts how often to interrupt it, unless that takes long
     * @param operations the operations that the call uses, for messages
     * @return the number of times the call was made
     */
    public static int repeat(Duration patience, int interrupts, String operations, Callable<?> call) {
        InterruptedCalls calls = new InterruptedCalls(patience, operations, call);
        Pair.run(interrupts, MEETING_NANOS, patience, calls);
        return calls.made;
    }

    @Override
    public void run(int thread, int round, long begin) throws Exception {
        if (thread == CALLER) {
            start = round == 0 ? begin : start;
            over |= round >= FEWEST && begin - start > MEETING_NANOS;
            if (!over) {
                call(begin);
            }
        } else {
            interrupt(begin);
        }
    }

    private void call(long begin) throws Exception {
        caller = Thread.currentThread();
        boolean ended = false;
        try {
            Pair.spinUntil(begin + usualNanos() / 2);
            boolean noticed = false;
            while (!noticed && !over) {
                boolean sent = caller == null;
                long before = System.nanoTime();
                call.call();
                nanosOfACall = Math.min(nanosOfACall, System.nanoTime() - before);
                made++;
                noticed = Thread.interrupted();
                assertThat(noticed || !sent)
                        .as("whether an interrupt that came before or during %s is still set afterwards", operations)
                        .isTrue();
            }
            awaitInterrupter();
            ended = true;
        } finally {
            over |= !ended;
            Thread.interrupted();
        }
    }

    private void awaitInterrupter() throws TimeoutException {
        Patience left = new Patience(patience, "a thread did not end an interrupt");
        while (caller != null && !over) {
            left.lookAgain();
        }
    }

    private void interrupt(long begin) throws TimeoutException {
        Patience left = new Patience(patience, "a thread did not begin a call");
        Thread thread = caller;
        try {
            while (thread == null && !over) {
                left.lookAgain();
                thread = caller;
            }
        } catch (TimeoutException e) {
            over = true;
            throw e;
        }
        if (thread != null) {
            Pair.spinUntil(begin + random.nextLong(2 * usualNanos() + 1));
            thread.interrupt();
            caller = null;
        }
    }

    private long usualNanos() {
        long usual = nanosOfACall;
        return usual == Long.MAX_VALUE ? 0 : usual;
    }
}
