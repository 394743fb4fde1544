// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spring.integration;

import dev.coordination.Arguments;
import dev.coordination.CoordinationException;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ConcurrentModificationException;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.integration.support.locks.ExpirableLockRegistry;
import org.springframework.integration.support.locks.RenewableLockRegistry;
import org.springframework.scheduling.TaskScheduler;

/**
 * A lock registry for Spring Integration: its locks are elections of a coordination.
 *
 * <pre>{@code
 * @Bean
 * LockRegistry lockRegistry(DistributedCoordination coordination) {
 *     return new CoordinationLockRegistry(coordination, "orders");
 * }
 * }</pre>
 *
 * <p>The lock {@code 17} of the registry {@code orders} is the election {@code orders:17}. It belongs to the thread that has taken
 * it, which may take it again, and must then unlock it as often. Taking it again renews it. For all other threads, of this
 * process too, and also for those of another registry, it is held, until it is unlocked or has not been renewed for
 * {@code expireAfter}. So a lock whose thread has stopped can be taken again by any thread after that time.
 *
 * <p>If a lock has expired, {@link Lock#unlock}, and taking it again on the same thread, throw a
 * {@link ConcurrentModificationException}: the data that the lock protects may have been changed by another owner. Pass the
 * {@linkplain #fencingToken fencing token} to the systems that are written to, so that they can refuse this. Unlocking on a
 * thread that does not hold the lock throws an {@link IllegalStateException}.
 *
 * <p>If the backend is unavailable, taking a lock throws a {@link CannotAcquireLockException}, and unlocking and renewing it a
 * {@link CoordinationException}. A thread that has failed to take or to unlock a lock does not hold it, although the backend may
 * hold it until it expires. A thread that has failed to take its lock again, or to renew it, for whatever reason, must still
 * unlock it as often as it has taken it.
 *
 * <p>A thread that waits for a lock asks for it each 100 milliseconds. {@link Lock#newCondition} is not supported. Set the
 * properties before the first lock is taken. Apart from that, thread-safe.
 *
 * @since 0.1.0
 */
public final class CoordinationLockRegistry implements RenewableLockRegistry, ExpirableLockRegistry {

    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** As long as the longest TTL (G-02). With more, the clock and {@link Thread#sleep} would overflow. */
    private static final Duration LONGEST_IDLE = Duration.ofDays(36_500);

    private final String registryKey;
    private final Duration expireAfter;
    private final HeldLocks locks;

    private Duration idleBetweenTries = Duration.ofMillis(100);
    private InstantSource clock = () -> Instant.EPOCH.plusNanos(System.nanoTime());
    private Sleeper sleeper = duration -> Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
    private @Nullable TaskScheduler renewalTaskScheduler;

    /**
     * Creates a registry whose locks expire after 60 seconds.
     *
     * @param coordination the coordination
     * @param registryKey the first part of the name of each lock; registries with the same one share their locks
     * @throws IllegalArgumentException if the registry key is invalid (G-01) or contains a colon
     * @since 0.1.0
     */
    public CoordinationLockRegistry(DistributedCoordination coordination, String registryKey) {
        this(coordination, registryKey, Duration.ofSeconds(60));
    }

    /**
     * Creates a registry.
     *
     * @param coordination the coordination
     * @param registryKey the first part of the name of each lock; registries with the same one share their locks
     * @param expireAfter how long a lock is held unless it is renewed; at least 1 millisecond
     * @throws IllegalArgumentException if the registry key is invalid (G-01) or contains a colon, or {@code expireAfter} is no TTL
     *     (G-02) or shorter than a millisecond
     * @since 0.1.0
     */
    public CoordinationLockRegistry(DistributedCoordination coordination, String registryKey, Duration expireAfter) {
        LeaderElection elections =
                Arguments.notNull(coordination, "coordination").leaderElection();
        this.registryKey = registryKey(registryKey);
        this.expireAfter = timeToLive(expireAfter, "expireAfter");
        this.locks = new HeldLocks(elections, registryKey + ":", expireAfter);
    }

    private static String registryKey(String registryKey) {
        Arguments.election(Arguments.notNull(registryKey, "registryKey"));
        if (registryKey.contains(":")) {
            throw new IllegalArgumentException(
                    "registryKey must not contain a colon, which separates it from the keys of locks, but was "
                            + Arguments.quoted(registryKey));
        }
        return registryKey;
    }

    /** Checks how long a lock is held. A third of a shorter time could be zero. */
    private static Duration timeToLive(Duration duration, String argument) {
        long unused = Arguments.ttlMillis(duration, argument);
        if (duration.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(argument + " must be at least 1 millisecond, but was " + duration);
        }
        return duration;
    }

    /**
     * Sets how long a thread that waits for a lock waits between two attempts. The default is 100 milliseconds.
     *
     * @param duration positive; more than 36,500 days is the same as 36,500 days
     * @throws IllegalArgumentException if it is not
     * @since 0.1.0
     */
    public void setIdleBetweenTries(Duration duration) {
        if (Arguments.notNull(duration, "duration").isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("idleBetweenTries must be positive, but was " + duration);
        }
        idleBetweenTries = duration.compareTo(LONGEST_IDLE) < 0 ? duration : LONGEST_IDLE;
    }

    /**
     * Sets a scheduler that renews the locks which are taken from now on, each third of the time after which they expire, while
     * their threads hold them and are alive. By default, locks are not renewed. An exception goes to the error handler of the
     * scheduler, and the renewal is repeated. If the scheduler is shut down, taking a lock throws a {@link RejectedExecutionException},
     * and the lock is released.
     *
     * @param scheduler the scheduler
     * @since 0.1.0
     */
    @Override
    public void setRenewalTaskScheduler(TaskScheduler scheduler) {
        renewalTaskScheduler = Arguments.notNull(scheduler, "scheduler");
    }

    /**
     * Sets how threads wait for a lock, for tests: {@code registry.setTime(clock, clock::sleep)}. By default, they wait in real
     * time.
     *
     * @param newClock the clock
     * @param newSleeper waits on that clock
     * @since 0.1.0
     */
    public void setTime(InstantSource newClock, Sleeper newSleeper) {
        clock = Arguments.notNull(newClock, "newClock");
        sleeper = Arguments.notNull(newSleeper, "newSleeper");
    }

    /**
     * Returns a lock. Makes no request, and keeps nothing: locks with the same key are equal, and one is as good as another.
     *
     * @param lockKey the key, a string
     * @return the lock
     * @throws IllegalArgumentException if the key is no string, or not well-formed Unicode, or too long with the registry key (G-01)
     * @since 0.1.0
     */
    @Override
    public Lock obtain(Object lockKey) {
        String key = key(lockKey);
        Arguments.election(locks.election(key));
        return new CoordinationLock(this, key);
    }

    private static String key(Object lockKey) {
        if (Arguments.notNull(lockKey, "lockKey") instanceof String key) {
            return key;
        }
        throw new IllegalArgumentException(
                "lockKey must be a string, but was of " + lockKey.getClass().getName());
    }

    /**
     * Renews a lock for the time after which the locks of this registry expire.
     *
     * @param lockKey the key
     * @throws IllegalStateException if the calling thread does not hold the lock, or the lock has expired
     * @throws CoordinationException if the backend is unavailable
     * @since 0.1.0
     */
    @Override
    public void renewLock(Object lockKey) {
        renewLock(lockKey, expireAfter);
    }

    /**
     * Renews a lock. Spring Integration declares this method since version 7.
     *
     * @param lockKey the key
     * @param timeToLive how long the lock is held from now on, unless it is renewed again; at least 1 millisecond. Also for how
     *     long the lock is renewed when it is taken again, or by the scheduler, which renews it more often if necessary
     * @throws IllegalArgumentException if that is no TTL (G-02), or shorter than a millisecond
     * @throws IllegalStateException if the calling thread does not hold the lock, or the lock has expired
     * @throws RejectedExecutionException if the scheduler would have to renew the lock more often, but is shut down; the lock is not
     *     renewed
     * @throws CoordinationException if the backend is unavailable
     * @since 0.1.0
     */
    public void renewLock(Object lockKey, Duration timeToLive) {
        locks.renew(key(lockKey), timeToLive(timeToLive, "timeToLive"));
    }

    /**
     * Forgets the locks of threads that have died without unlocking them. There is nothing else to remove: this registry keeps only
     * the locks that are held.
     *
     * @param age has no effect
     * @since 0.1.0
     */
    @Override
    public void expireUnusedOlderThan(long age) {
        locks.forgetDeadThreads();
    }

    /**
     * Returns the fencing token of a lock that the calling thread has taken and not unlocked. Pass it to the systems that are
     * written to, and have them refuse tokens that are smaller than the largest one seen.
     *
     * @param lockKey the key
     * @return the token, or empty if this thread has not taken the lock
     * @throws IllegalArgumentException if the key is no string
     * @since 0.1.0
     */
    public OptionalLong fencingToken(Object lockKey) {
        return locks.fencingToken(key(lockKey));
    }

    // ---- for the locks

    void sleep() throws InterruptedException {
        sleeper.sleep(idleBetweenTries);
    }

    /** Takes a lock, and waits for it if it is held. The time is one budget, whoever holds the lock. */
    boolean tryAcquire(String key, Duration timeout) throws InterruptedException {
        Instant end = clock.instant().plus(timeout);
        while (!tryAcquire(key)) {
            Duration left = Duration.between(clock.instant(), end);
            if (left.isZero() || left.isNegative()) {
                return false;
            }
            sleeper.sleep(left.compareTo(idleBetweenTries) < 0 ? left : idleBetweenTries);
        }
        return true;
    }

    boolean tryAcquire(String key) {
        return locks.tryAcquire(key, renewalTaskScheduler);
    }

    void release(String key) {
        locks.release(key);
    }

    /** Returns the registry key, and how many locks the threads of this process have taken and not unlocked. */
    @Override
    public String toString() {
        return "CoordinationLockRegistry[registryKey=" + Arguments.quoted(registryKey) + ", held=" + locks.size() + "]";
    }
}
