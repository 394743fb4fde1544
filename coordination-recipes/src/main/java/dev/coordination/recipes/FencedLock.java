// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A lock that at most one caller holds at a time, across all processes, for a limited duration.
 *
 * <pre>{@code
 * FencedLock lock = FencedLock.builder(coordination, "report", scheduler).build();
 * try (HeldLock held = lock.lock(Duration.ofSeconds(10))) {
 *     storage.write(held.fencingToken(), report);
 * }
 * }</pre>
 *
 * <p>Each acquisition stands on its own: what is held belongs to the {@link HeldLock}, not to a thread, a process or this
 * object. So it may be released by another thread, and a caller that locks again waits for itself: the lock is not reentrant
 * (E-21).
 *
 * <p>At most one {@code HeldLock} of a name is valid, provided that within one lease duration, the clock of a process does not
 * fall behind the clock of the backend by more than the margin, and that the backend keeps its data. A process may still be
 * stopped just after it has asked whether its lock is valid. So pass the {@linkplain HeldLock#fencingToken fencing token} to
 * the systems that are written to.
 *
 * <p>The lock is an election of the coordination, with the same name. It is not fair: any waiting caller may be next.
 *
 * <p>Thread-safe. It has no thread of its own, and need not be closed.
 *
 * @since 0.1.0
 */
public final class FencedLock {

    private final LockSettings settings;
    private final AtomicLong acquisitions = new AtomicLong();

    FencedLock(LockSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns a builder of a lock.
     *
     * @param coordination the coordination
     * @param name the name of the lock, and of its election
     * @param scheduler runs the timers, and requests in the background and callbacks unless they have executors of their own
     * @return a builder
     * @throws IllegalArgumentException if the name is invalid (G-01)
     * @since 0.1.0
     */
    public static FencedLockBuilder builder(
            DistributedCoordination coordination, String name, ScheduledExecutorService scheduler) {
        return new FencedLockBuilder(coordination, name, scheduler);
    }

    /**
     * Returns the name of the lock.
     *
     * @return the name
     * @since 0.1.0
     */
    public String name() {
        return settings.name;
    }

    /**
     * Acquires the lock if nobody holds it. Makes one request, and does not wait.
     *
     * <p>If this method throws, the backend may still have granted the lock. It is then released in the background, or expires
     * (E-28).
     *
     * @return what is held, to be closed; empty if the lock is held, or was granted too late to still be valid (E-22)
     * @throws CoordinationUnavailableException if the backend is unavailable
     * @throws java.util.concurrent.RejectedExecutionException if the scheduler is shut down, and the lock is to be renewed
     * @since 0.1.0
     */
    public Optional<HeldLock> tryLock() {
        String owner = nextOwner();
        Optional<HeldLock> held = null;
        try {
            held = request(owner);
        } finally {
            if (held == null) {
                abandon(owner);
            }
        }
        return held;
    }

    /**
     * Acquires the lock, and waits for it if somebody holds it (E-27).
     *
     * <p>Asks at once, then every retry period, and for the last time when the timeout has passed; a timeout of zero or less
     * means one request. Keeps asking while the backend is unavailable. A request that is being made at the timeout is not
     * abandoned, so this method may return late, by as long as a request takes.
     *
     * @param timeout how long to wait
     * @return what is held, to be closed
     * @throws TimeoutException if the lock is still held at the timeout
     * @throws CoordinationUnavailableException if the backend is unavailable at the timeout
     * @throws InterruptedException if the thread is interrupted when it begins to wait, or while it waits; a lock that has been
     *     granted by then is returned
     * @throws java.util.concurrent.RejectedExecutionException if the scheduler is shut down, and this method must wait, or the
     *     lock is to be renewed
     * @since 0.1.0
     */
    public HeldLock lock(Duration timeout) throws InterruptedException, TimeoutException {
        Arguments.notNull(timeout, "timeout");
        Instant start = settings.clock.instant();
        String owner = nextOwner();
        boolean mayHold = true;
        try {
            while (true) {
                CoordinationUnavailableException unavailable = null;
                try {
                    mayHold = true; // Even if the reply is lost.
                    Optional<HeldLock> held = request(owner);
                    mayHold = false;
                    if (held.isPresent()) {
                        return held.get();
                    }
                    owner = nextOwner(); // A grant that came too late is released in the background, under its own id.
                } catch (CoordinationUnavailableException e) {
                    unavailable = e;
                }
                Duration waited = Duration.between(start, settings.clock.instant());
                if (waited.compareTo(timeout) >= 0) {
                    throw giveUp(timeout, unavailable);
                }
                Duration left = timeout.minus(waited);
                settings.await(left.compareTo(settings.retryPeriod) < 0 ? left : settings.retryPeriod);
            }
        } finally {
            if (mayHold) {
                abandon(owner);
            }
        }
    }

    private TimeoutException giveUp(Duration timeout, @Nullable CoordinationUnavailableException unavailable) {
        if (unavailable != null) {
            throw unavailable;
        }
        return new TimeoutException("the lock " + Arguments.quoted(settings.name) + " was still held after " + timeout);
    }

    /** Returns an id that no other acquisition has, so that no request prolongs or releases what another one holds. */
    private String nextOwner() {
        return settings.owner + "#" + acquisitions.incrementAndGet();
    }

    private Optional<HeldLock> request(String owner) {
        Instant sentAt = settings.clock.instant();
        Optional<Leadership> granted = settings.elections.tryAcquire(settings.name, owner, settings.leaseDuration);
        if (granted.isEmpty()) {
            return Optional.empty();
        }
        Lease lease = new Lease(settings.clock, settings.validFor, sentAt);
        HeldLock held = new HeldLock(settings, granted.get(), lease);
        if (!held.start(sentAt)) { // The reply came too late.
            held.close();
            return Optional.empty();
        }
        return Optional.of(held);
    }

    /** Releases what an acquisition may hold although it has failed. */
    private void abandon(String owner) {
        settings.releaseLater(() -> settings.elections.release(settings.name, owner), Duration.ZERO);
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return "FencedLock[name=" + Arguments.quoted(settings.name) + "]";
    }
}
