// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spring.integration;

import dev.coordination.Arguments;
import dev.coordination.CoordinationException;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.scheduling.TaskScheduler;

/** The locks that the threads of this process hold, by their keys. Makes the requests. Thread-safe. */
final class HeldLocks {

    private final LeaderElection elections;
    private final String prefix;
    private final Duration expireAfter;
    private final String incarnation = UUID.randomUUID().toString();
    private final AtomicLong attempts = new AtomicLong();
    private final Map<Hold.Owner, Hold> holds = new ConcurrentHashMap<>();

    HeldLocks(LeaderElection elections, String prefix, Duration expireAfter) {
        this.elections = elections;
        this.prefix = prefix;
        this.expireAfter = expireAfter;
    }

    String election(String key) {
        return prefix + key;
    }

    int size() {
        return holds.size();
    }

    OptionalLong fencingToken(String key) {
        Hold hold = holds.get(owner(key));
        return hold == null ? OptionalLong.empty() : OptionalLong.of(hold.leadership.fencingToken());
    }

    void forgetDeadThreads() {
        holds.keySet().removeIf(owner -> !owner.thread().isAlive());
    }

    // ---- taking a lock

    /** Takes a lock, again if this thread holds it, and returns whether it is now held. The scheduler renews it, if there is one. */
    boolean tryAcquire(String key, @Nullable TaskScheduler scheduler) {
        Hold.Owner owner = owner(key);
        Hold again = holds.get(owner);
        if (again != null) {
            takeAgain(again);
            return true;
        }
        // Each attempt has an id of its own, so that it does not renew what another thread, or an attempt without an
        // answer, holds.
        String id = incarnation + "#" + attempts.incrementAndGet();
        Optional<Leadership> granted;
        try {
            granted = elections.tryAcquire(election(key), id, expireAfter);
        } catch (CoordinationException e) {
            throw new CannotAcquireLockException("Cannot take the lock " + Arguments.quoted(election(key)), e);
        }
        granted.ifPresent(leadership -> taken(owner, new Hold(leadership, expireAfter), scheduler));
        return granted.isPresent();
    }

    private void takeAgain(Hold hold) {
        boolean held;
        try {
            held = elections.renew(hold.leadership, hold.timeToLive);
        } catch (CoordinationException e) {
            throw new CannotAcquireLockException(
                    "Cannot renew the lock " + Arguments.quoted(hold.leadership.election()), e);
        }
        if (!held) {
            throw new ConcurrentModificationException(expired(hold));
        }
        hold.count++;
    }

    private void taken(Hold.Owner owner, Hold hold, @Nullable TaskScheduler scheduler) {
        holds.put(owner, hold);
        if (scheduler == null) {
            return;
        }
        try {
            hold.renewal.start(scheduler, () -> renewInBackground(owner, hold), expireAfter);
        } catch (RuntimeException | Error e) { // The scheduler is shut down.
            try {
                release(owner.key());
            } catch (RuntimeException ofRelease) {
                e.addSuppressed(ofRelease);
            }
            throw e;
        }
    }

    // ---- renewing it

    /** Renews a lock of this thread. */
    void renew(String key, Duration timeToLive) {
        Hold hold = held(key);
        hold.renewal.atLeastEachThirdOf(timeToLive); // First, so that the lock does not expire before the renewal.
        hold.timeToLive = timeToLive;
        if (!elections.renew(hold.leadership, timeToLive)) {
            throw new IllegalStateException(expired(hold));
        }
    }

    private void renewInBackground(Hold.Owner owner, Hold hold) {
        if (!owner.thread().isAlive()) {
            holds.remove(owner, hold); // Nobody can unlock it any more. It expires.
        }
        if (holds.get(owner) != hold || !elections.renew(hold.leadership, hold.timeToLive)) {
            hold.renewal.stop();
        }
    }

    // ---- giving it back

    void release(String key) {
        Hold hold = held(key);
        if (hold.count > 1) {
            hold.count--;
            return;
        }
        holds.remove(owner(key), hold);
        hold.renewal.stop();
        if (!elections.release(hold.leadership)) {
            throw new ConcurrentModificationException(expired(hold));
        }
    }

    private Hold held(String key) {
        Hold hold = holds.get(owner(key));
        if (hold == null) {
            throw new IllegalStateException("This thread does not hold the lock " + Arguments.quoted(election(key)));
        }
        return hold;
    }

    private static Hold.Owner owner(String key) {
        return new Hold.Owner(key, Thread.currentThread());
    }

    private static String expired(Hold hold) {
        return "The lock " + Arguments.quoted(hold.leadership.election())
                + " has expired, so what it protects may have been changed by another owner";
    }
}
