package dev.coordination.memory;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frees expired entries in real time, on a daemon thread that exists only while something can expire.
 *
 * <p>The thread looks every half second. It ends while nothing can be added ({@link Expiring#endIfNothingExpires}), so the
 * thread that adds the next entry finds either a reaper thread that will look again, or none and starts one.
 *
 * <p>Thread-safe. {@link ExpiryQueue} states the lock order.
 */
final class Reaper implements Freeing {

    /** Half of the second within which an expired entry is freed, because a thread can be late. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Expiring expiring;
    private final ThreadFactory threads;
    private final long pauseNanos;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopping = lock.newCondition();

    /** Whether there is a thread. Guarded by {@link #lock}. */
    private boolean running;

    /** Guarded by {@link #lock}. */
    private boolean stopped;

    Reaper(Expiring expiring, ThreadFactory threads) {
        this(expiring, threads, PAUSE_NANOS);
    }

    Reaper(Expiring expiring, ThreadFactory threads, long pauseNanos) {
        this.expiring = expiring;
        this.threads = threads;
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
                // If it cannot start, the entry is not added, and the next one tries again.
                threads.newThread(this::run).start();
                running = true;
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (pause()) {
            try {
                if (!look()) {
                    return;
                }
            } catch (Throwable e) { // Freeing is needed most when memory runs out.
                ListenerCalls.toUncaughtHandler(e);
            }
        }
    }

    /** Waits, and then returns whether to look. */
    private boolean pause() {
        lock.lock();
        try {
            long left = pauseNanos;
            while (left > 0 && !stopped) {
                left = stopping.awaitNanos(left);
            }
            return !stopped;
        } catch (InterruptedException e) {
            return true; // Nobody should interrupt this thread; if it happens, it looks early and continues.
        } finally {
            lock.unlock();
        }
    }

    /** Frees expired entries, and returns whether the thread should look again. */
    boolean look() {
        expiring.freeExpired();
        return !expiring.endIfNothingExpires(this::ended);
    }

    private void ended() {
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

    /** Returns whether there is a thread, including one that has yet to notice that it was stopped. */
    boolean isRunning() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }
}
