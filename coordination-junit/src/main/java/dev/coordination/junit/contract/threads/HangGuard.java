// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Interrupts tests that hang, so that they are reported as failures. Unlike the limit of {@code @Timeout}, its limit
 * may grow while the test runs, by the time that the test has spent waiting on purpose.
 */
@SuppressWarnings(
        "deprecation") // JUnit 5.12 closes only a CloseableResource; later versions also close an AutoCloseable.
public final class HangGuard implements Store.CloseableResource, AutoCloseable {

    private final ScheduledExecutorService timer;
    private final LongSupplier nanoTime;

    /** Creates a guard that measures real time. */
    public HangGuard() {
        this(newTimer(), System::nanoTime);
    }

    /** Creates a guard on the clock of a scheduler. */
    public HangGuard(ScheduledExecutorService timer, LongSupplier nanoTime) {
        this.timer = timer;
        this.nanoTime = nanoTime;
    }

    private static ScheduledExecutorService newTimer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "coordination-contract-hang-guard");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** The body of a test. */
    @FunctionalInterface
    public interface Body {
        void run() throws Throwable;
    }

    /**
     * Runs a test.
     *
     * @param limit returns how long the test may take, from its start; called again when that time is over
     * @throws TimeoutException if the test had to be interrupted
     */
    public void run(Supplier<Duration> limit, Body test) throws Throwable {
        Interruption interruption = new Interruption(limit);
        interruption.scheduleNext();
        Throwable failure = null;
        try {
            test.run();
        } catch (Throwable e) {
            failure = e;
        }
        if (interruption.end()) {
            TimeoutException hung = new TimeoutException(
                    "the test did not end within " + limit.get().toMillis() + " ms");
            if (failure != null) {
                hung.addSuppressed(failure);
            }
            throw hung;
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Interrupts the thread that created this interruption, unless its test has ended or may take longer. */
    private final class Interruption implements Runnable {

        private final Thread thread = Thread.currentThread();
        private final long start = nanoTime.getAsLong();
        private final Supplier<Duration> limit;

        /** Guarded by this. */
        private @Nullable ScheduledFuture<?> next;

        /** Guarded by this. */
        private boolean ended;

        /** Guarded by this. */
        private boolean interrupted;

        Interruption(Supplier<Duration> limit) {
            this.limit = limit;
        }

        synchronized void scheduleNext() {
            next = timer.schedule(this, left(), TimeUnit.NANOSECONDS);
        }

        private long left() {
            return limit.get().toNanos() - (nanoTime.getAsLong() - start);
        }

        @Override
        public synchronized void run() {
            if (ended) {
                return;
            }
            if (left() > 0) {
                scheduleNext();
                return;
            }
            interrupted = true;
            thread.interrupt();
        }

        /** Records that the test has ended, and returns whether it was interrupted; if so, clears the interrupt. */
        synchronized boolean end() {
            ended = true;
            if (next != null) {
                next.cancel(false);
            }
            if (interrupted) {
                Thread.interrupted();
            }
            return interrupted;
        }
    }
}
