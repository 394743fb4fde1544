// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** What one thread does for a key while the other threads of the process wait for it. */
final class Flight {

    private final Lease lease;

    private final Thread leader = Thread.currentThread();

    /** The waits of other threads. Guarded by this flight, like all that follows. */
    private final Set<Future<?>> waits = new HashSet<>();

    private boolean ended;
    private @Nullable Throwable failure;
    private @Nullable CacheEntry unshared;

    /** Creates a flight of the current thread that others wait for as long as its lease is valid. */
    Flight(Lease lease) {
        this.lease = lease;
    }

    Lease lease() {
        return lease;
    }

    boolean isLedByCurrentThread() {
        return leader == Thread.currentThread();
    }

    /** Tells those who wait that the load has failed. */
    synchronized void failed(Throwable thrown) {
        failure = thrown;
    }

    /** Gives those who wait an entry that may not be in the shared cache. */
    synchronized void loadedUnshared(CacheEntry entry) {
        unshared = entry;
    }

    /** Returns why the load has failed, or {@code null} if it has not. */
    synchronized @Nullable Throwable failure() {
        return failure;
    }

    /** Returns the entry that may not be in the shared cache, or {@code null} if there is none. */
    synchronized @Nullable CacheEntry unshared() {
        return unshared;
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /** Ends the flight, and wakes those who wait. */
    void end() {
        Set<Future<?>> woken;
        synchronized (this) {
            ended = true;
            woken = Set.copyOf(waits);
        }
        woken.forEach(wait -> wait.cancel(false));
    }

    /** Waits until the flight ends, at most for a time. */
    void await(ScheduledExecutorService scheduler, Duration atMost) throws InterruptedException {
        Wait wait = new Wait(scheduler, atMost);
        synchronized (this) {
            if (ended) {
                wait.cancel();
                return;
            }
            waits.add(wait.future());
        }
        try {
            wait.await();
        } finally {
            synchronized (this) {
                waits.remove(wait.future());
            }
        }
    }
}
