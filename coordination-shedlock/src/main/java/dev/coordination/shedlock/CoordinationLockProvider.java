// SPDX-License-Identifier: Apache-2.0
package dev.coordination.shedlock;

import dev.coordination.Arguments;
import dev.coordination.CoordinationException;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.ExtensibleLockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.support.LockException;

/**
 * A lock provider for ShedLock: its locks are elections of a coordination.
 *
 * <pre>{@code
 * @Bean
 * LockProvider lockProvider(DistributedCoordination coordination) {
 *     return new CoordinationLockProvider(coordination);
 * }
 * }</pre>
 *
 * <p>The lock {@code report} is the election {@code shedlock:report}. A lock that has expired is nobody's: its former owner can
 * neither unlock nor extend what another node holds by now, because each lock has a {@linkplain #fencingToken fencing token}.
 *
 * <p>{@code lockAtMostFor} is measured by the backend, so the clocks of the nodes need not show the same time, and counts from the
 * request for the lock, or for its extension. {@code lockAtLeastFor} counts from the reply, and is measured by the clock of this
 * provider. If that clock is set back meanwhile, the lock is held for {@code lockAtLeastFor} after it is unlocked. Locks can be extended, by {@link net.javacrumbs.shedlock.core.LockExtender} and
 * {@link net.javacrumbs.shedlock.support.KeepAliveLockProvider} too.
 *
 * <p>If the backend is unavailable, the methods of this provider and of its locks throw a {@link LockException}. A lock whose
 * request failed may be held; it then expires.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class CoordinationLockProvider implements ExtensibleLockProvider {

    private final LeaderElection elections;
    private final InstantSource clock;
    private final String incarnation = UUID.randomUUID().toString();
    private final AtomicLong locks = new AtomicLong();

    /** The locks that have been neither unlocked nor found to be lost, by the threads that have locked them. */
    private final Map<Owner, Leadership> owned = new ConcurrentHashMap<>();

    /**
     * Creates a provider that uses the clock of ShedLock, which {@link ClockProvider#setClock} sets.
     *
     * @param coordination the coordination
     * @since 0.1.0
     */
    public CoordinationLockProvider(DistributedCoordination coordination) {
        this(coordination, ClockProvider::now);
    }

    /**
     * Creates a provider that uses a clock of its own, for tests on a fake clock: the clock of ShedLock is the same for all tests.
     *
     * @param coordination the coordination
     * @param clock measures {@code lockAtLeastFor}
     * @since 0.1.0
     */
    public CoordinationLockProvider(DistributedCoordination coordination, InstantSource clock) {
        this.elections = Arguments.notNull(coordination, "coordination").leaderElection();
        this.clock = Arguments.notNull(clock, "clock");
    }

    /**
     * Takes a lock, unless it is held.
     *
     * @param configuration the name, and how long the lock is held at most and at least
     * @return the lock, or empty if it is held
     * @throws IllegalArgumentException if {@code lockAtMostFor} is no TTL (G-02), or the name is invalid (G-01)
     * @throws LockException if the backend is unavailable
     * @since 0.1.0
     */
    @Override
    public Optional<SimpleLock> lock(LockConfiguration configuration) {
        long unused = Arguments.ttlMillis(configuration.getLockAtMostFor(), "lockAtMostFor");
        String name = configuration.getName();
        String election = Arguments.election("shedlock:" + name);
        String id = incarnation + "#" + locks.incrementAndGet();
        Owner owner = new Owner(name, Thread.currentThread());
        return ask("lock", name, () -> elections.tryAcquire(election, id, configuration.getLockAtMostFor()))
                .map(held -> {
                    owned.put(owner, held);
                    return new CoordinationLock(this, owner, held, configuration, clock.instant());
                });
    }

    /**
     * Returns the fencing token of a lock that the calling thread has locked and not unlocked. Pass it to the systems that the task
     * writes to, and have them refuse tokens that are smaller than the largest one seen.
     *
     * @param name the name of the lock
     * @return the token; empty if this thread has not locked it, or the lock was found to be lost when it was to be extended
     * @since 0.1.0
     */
    public OptionalLong fencingToken(String name) {
        Leadership held = owned.get(new Owner(Arguments.notNull(name, "name"), Thread.currentThread()));
        return held == null ? OptionalLong.empty() : OptionalLong.of(held.fencingToken());
    }

    /** Releases the lock, or keeps it for what is left of {@code lockAtLeastFor}. */
    void unlock(Owner owner, Leadership held, Instant heldSince, Duration lockAtLeastFor) {
        owned.remove(owner, held);
        Duration passed = Duration.between(heldSince, clock.instant());
        // If the clock has been set back, no time has passed.
        Duration left = passed.isNegative() ? lockAtLeastFor : lockAtLeastFor.minus(passed);
        boolean unused = ask(
                "unlock",
                owner.name,
                () -> left.isZero() || left.isNegative() ? elections.release(held) : elections.renew(held, left));
    }

    Optional<SimpleLock> extend(Owner owner, Leadership held, LockConfiguration configuration) {
        long unused = Arguments.ttlMillis(configuration.getLockAtMostFor(), "lockAtMostFor");
        if (ask("extend", owner.name, () -> elections.renew(held, configuration.getLockAtMostFor()))) {
            return Optional.of(new CoordinationLock(this, owner, held, configuration, clock.instant()));
        }
        owned.remove(owner, held);
        return Optional.empty();
    }

    private static <T> T ask(String what, String name, Supplier<T> request) {
        try {
            return request.get();
        } catch (CoordinationException e) {
            throw new LockException("Cannot " + what + " " + Arguments.quoted(name), e);
        }
    }

    /** A thread that has taken a lock. */
    record Owner(String name, Thread thread) {}
}
