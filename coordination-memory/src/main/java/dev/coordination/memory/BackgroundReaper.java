// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frees expired entries in real time, on a daemon thread that exists only while something can expire.
 *
 * <p>The thread frees entries every half second. It ends only while no entry can be added
 * ({@link Expiring#endIfNothingExpires}). So a thread that adds an entry either finds a reaper thread that will run again,
 * or finds none and starts one.
 *
 * <p>Thread-safe. {@link ExpiryQueue} states the lock order.
 */
final class BackgroundReaper implements Reaper {

    /** Half of the second within which an expired entry must be freed, because the thread may be late. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Expiring expiring;
    private final ThreadFactory threadFactory;
    private final long pauseNanos;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopping = lock.newCondition();

    /** Whether a thread exists. Guarded by {@link #lock}. */
    private boolean running;

    /** Guarded by {@link #lock}. */
    private boolean stopped;

    BackgroundReaper(Expiring expiring, ThreadFactory threadFactory) {
        this(expiring, threadFactory, PAUSE_NANOS);
    }

    BackgroundReaper(Expiring expiring, ThreadFactory threadFactory, long pauseNanos) {
        this.expiring = expiring;
        this.threadFactory = threadFactory;
        this.pauseNanos = pauseNanos;
    }

    /** Returns a thread that inherits nothing from the caller, which it may outlive. */
    static Thread daemon(Runnable work) {
        Thread thread = new Thread(null, work, "coordination-memory-reaper", 0, false);
        thread.setContextClassLoader(null);
        thread.setDaemon(true);
        return thread;
    }

    /** Does nothing: the thread starts with the first entry that expires. */
    @Override
    public void start() {}

    @Override
    public void mayExpire() {
        lock.lock();
        try {
            if (!running && !stopped) {
                // If the thread cannot start, the entry is not added; adding the next entry tries again.
                threadFactory.newThread(this::runThread).start();
                running = true;
            }
        } finally {
            lock.unlock();
        }
    }

    private void runThread() {
        while (pause()) {
            try {
                if (!reap()) {
                    return;
                }
            } catch (Throwable e) { // Freeing memory matters most when memory runs out.
                ListenerCalls.toUncaughtHandler(e);
            }
        }
    }

    /** Waits for the length of a pause, and returns whether to continue. */
    private boolean pause() {
        lock.lock();
        try {
            long left = pauseNanos;
            while (left > 0 && !stopped) {
                left = stopping.awaitNanos(left);
            }
            return !stopped;
        } catch (InterruptedException e) {
            return true; // Nothing should interrupt this thread; if something does, the thread only runs early.
        } finally {
            lock.unlock();
        }
    }

    /** Frees expired entries, and returns whether the thread should continue. */
    boolean reap() {
        expiring.freeExpired();
        return !expiring.endIfNothingExpires(this::recordEnd);
    }

    private void recordEnd() {
        lock.lock();
        try {
            running = false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stop() {
        lock.lock();
        try {
            stopped = true;
            stopping.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether a thread exists, including one that has yet to notice that it was stopped. */
    boolean isRunning() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }
}
