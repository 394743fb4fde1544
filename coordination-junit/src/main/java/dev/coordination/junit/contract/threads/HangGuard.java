// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Interrupts tests that hang, so that they are reported as failures. Unlike {@code @Timeout}, it allows for the time
 * that a test waits on purpose.
 */
@SuppressWarnings(
        "deprecation") // JUnit 5.12 closes only a CloseableResource; later versions also close an AutoCloseable.
public final class HangGuard implements Store.CloseableResource, AutoCloseable {

    /** How long a test may take, apart from waiting for time to pass. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The number of time units allowed for waiting: more than any test waits. */
    private static final int UNITS = 60;

    /** The longest unit that tests wait for. If the unit is longer, time is moved instead. */
    private static final Duration LONGEST_UNIT = Duration.ofSeconds(10);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "coordination-contract-hang-guard");
        thread.setDaemon(true);
        return thread;
    });

    public HangGuard() {
        timer.setRemoveOnCancelPolicy(true);
    }

    /** The body of a test. */
    @FunctionalInterface
    public interface Body {
        void run() throws Throwable;
    }

    /** Returns how long a test may take, depending on its time unit. */
    public static Duration limit(Duration unit) {
        return unit.compareTo(LONGEST_UNIT) > 0 ? PATIENCE : PATIENCE.plus(unit.multipliedBy(UNITS));
    }

    /**
     * Runs a test.
     *
     * @throws TimeoutException if it had to be interrupted
     */
    public void run(Duration limit, Body test) throws Throwable {
        Interruption interruption = new Interruption(Thread.currentThread());
        ScheduledFuture<?> pending = timer.schedule(interruption, limit.toNanos(), TimeUnit.NANOSECONDS);
        Throwable failure = null;
        try {
            test.run();
        } catch (Throwable e) {
            failure = e;
        }
        pending.cancel(false);
        if (interruption.end()) {
            TimeoutException hung = new TimeoutException("the test did not end within " + limit.toMillis() + " ms");
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

    /** Interrupts a thread unless its test has ended. */
    private static final class Interruption implements Runnable {

        private final Thread thread;

        /** Guarded by this. */
        private boolean ended;

        /** Guarded by this. */
        private boolean interrupted;

        Interruption(Thread thread) {
            this.thread = thread;
        }

        @Override
        public synchronized void run() {
            if (!ended) {
                interrupted = true;
                thread.interrupt();
            }
        }

        /** Records that the test has ended, and returns whether it was interrupted; if so, clears the interrupt. */
        synchronized boolean end() {
            ended = true;
            if (interrupted) {
                Thread.interrupted();
            }
            return interrupted;
        }
    }
}
