// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a call on one thread while another thread interrupts it at random moments. An interrupt is sent when the one before
 * was noticed, so none can hide another.
 */
public final class InterruptedCalls {

    /** How many interrupts are enough after {@link #LONG_NANOS}, on a machine that is too busy for more. */
    private static final int FEWEST = 4;

    private static final long LONG_NANOS = 250_000_000;

    private final Duration limit;
    private final int interrupts;
    private final String operations;
    private final Callable<?> call;

    private volatile @Nullable Thread caller;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger noticed = new AtomicInteger();
    private volatile long nanosOfACall;
    private volatile boolean done;

    private InterruptedCalls(Duration limit, int interrupts, String operations, Callable<?> call) {
        this.limit = limit;
        this.interrupts = interrupts;
        this.operations = operations;
        this.call = call;
    }

    /**
     * Repeats a call until it was interrupted {@code interrupts} times, or less often if that takes long, and fails if an
     * interrupt is not set after the call that it came before or during.
     *
     * @param operations the operations that the call uses, for messages
     * @return the number of times the call was made
     */
    public static int repeat(BackgroundThreads background, int interrupts, String operations, Callable<?> call) {
        InterruptedCalls calls = new InterruptedCalls(background.patience(), interrupts, operations, call);
        Future<Integer> caller = background.start(calls::repeat);
        Future<Boolean> interrupter = background.start(calls::interrupt);
        int made = background.await(caller);
        background.await(interrupter);
        return made;
    }

    private int repeat() throws Exception {
        caller = Thread.currentThread();
        try {
            int made = 0;
            long begin = System.nanoTime();
            while (!isEnough(noticed.get(), System.nanoTime() - begin)) {
                int before = sent.get();
                long start = System.nanoTime();
                call.call();
                nanosOfACall = System.nanoTime() - start;
                made++;
                if (Thread.interrupted()) {
                    noticed.incrementAndGet();
                } else {
                    assertThat(before)
                            .as(
                                    "interrupts sent before %s returned, each of which must still be set afterwards (still set: %s)",
                                    operations, noticed)
                            .isLessThanOrEqualTo(noticed.get());
                }
            }
            return made;
        } finally {
            done = true;
            Thread.interrupted();
        }
    }

    private boolean isEnough(int count, long nanos) {
        return count >= interrupts || count >= FEWEST && nanos > LONG_NANOS;
    }

    private boolean interrupt() throws TimeoutException {
        SplittableRandom random = new SplittableRandom(interrupts);
        Patience patience = new Patience(limit, "a thread did not notice an interrupt");
        while (!done && sent.get() < interrupts) {
            Thread thread = caller;
            if (thread == null || noticed.get() < sent.get()) {
                patience.lookAgain();
                continue;
            }
            Patience.spin(random.nextLong(2 * nanosOfACall + 1));
            thread.interrupt();
            sent.incrementAndGet();
            patience = new Patience(limit, "a thread did not notice an interrupt");
        }
        return true;
    }
}
