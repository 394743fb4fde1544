// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the actors that wait for a lock in the user's code that another actor holds, such as a monitor or a
 * {@link java.util.concurrent.locks.ReentrantLock}. They cannot continue until the holder has released it. Then they run on their
 * own until their next step, and all others wait until they have reached it.
 */
final class Locks {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PERMITS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long POLL_NANOS = 10_000;

    /** How many times to look whether a lock has no owner. */
    private static final int LOOKS = 3;

    private final Run run;
    private final Carriers carriers;
    private volatile boolean anyBlocked;

    /** Whether an actor was given time to reach a step. Used only by the thread that settles. */
    private boolean waited;

    Locks(Run run, Carriers carriers) {
        this.run = run;
        this.carriers = carriers;
    }

    /**
     * Marks an actor as blocked if it waits for a lock that another actor holds, and returns whether it does. Called by the
     * watchdog.
     */
    boolean block(Actor actor) {
        ThreadInfo info = info(actor);
        Actor holder = info == null ? null : actorOn(info.getLockOwnerId());
        if (info == null || holder == actor || holder == null && !staysWithoutOwner(actor)) {
            return false;
        }
        for (NodeState node : run.nodes) {
            if (holder == null || holder.node.index == node.index) {
                run.names.shareLock(actor.node.index, node.index);
            }
        }
        actor.lock = identity(info);
        actor.permits = "";
        actor.unsettled = true;
        actor.blocked = true;
        anyBlocked = true;
        return true;
    }

    /**
     * Returns whether an actor waits for a lock of which the JVM knows no owner, such as a semaphore. While any other lock is
     * handed over, it has no owner, either, but only for a short time.
     */
    private boolean staysWithoutOwner(Actor actor) {
        for (int i = 0; i < LOOKS; i++) {
            Carrier carrier = actor.carrier;
            ThreadInfo info = info(actor);
            if (carrier == null || info == null || !LockWait.hasNoOwner(info) || LockWait.isFree(carrier.thread())) {
                return false;
            }
            LockSupport.parkNanos(this, POLL_NANOS);
        }
        return true;
    }

    private static String identity(ThreadInfo info) {
        LockInfo lock = info.getLockInfo();
        return lock == null ? "" : lock.toString();
    }

    /** Returns whether another actor that uses the same locks waits for one of them. */
    boolean isContended(Actor actor) {
        for (int i = 0; i < run.actors.size(); i++) {
            Actor other = run.actors.get(i);
            if (other.blocked
                    && other != actor
                    && (other.node.index == actor.node.index
                            || run.names.shareLocks(other.node.index, actor.node.index))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether an actor waits for a lock that another actor had been waiting for, and has acquired since the last
     * decision.
     */
    boolean wasOvertaken(Actor actor) {
        for (int i = 0; i < run.actors.size(); i++) {
            Actor other = run.actors.get(i);
            Carrier carrier = other.carrier;
            if (other != actor
                    && other.lock.equals(actor.lock)
                    && other.unsettled
                    && !(other.blocked && carrier != null && isWaiting(other, carrier))) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether an actor waits for a lock that is given to the thread that has waited longest. */
    boolean isFair(Actor actor) {
        ThreadInfo info = info(actor);
        LockInfo lock = info == null ? null : info.getLockInfo();
        return lock != null && lock.getClassName().endsWith("$FairSync");
    }

    private static boolean isWaiting(Actor actor, Carrier carrier) {
        return holder(carrier) != -1 || hasNoOwner(actor);
    }

    /** Waits until each blocked actor either has reached a step or waits for a lock whose holder is standing still. */
    void settle() {
        if (!anyBlocked) {
            return;
        }
        boolean still;
        do {
            waited = false;
            still = false;
            for (int i = 0; i < run.actors.size(); i++) {
                still |= settle(run.actors.get(i));
            }
        } while (waited); // Meanwhile, an actor that was waiting may have acquired its lock.
        anyBlocked = still;
    }

    private boolean settle(Actor actor) {
        long start = System.nanoTime();
        while (actor.blocked) {
            Carrier carrier = actor.carrier;
            long elapsed = System.nanoTime() - start;
            if (carrier != null && isHeldUp(carrier) || hasNoOwner(actor) || needsMorePermits(actor, elapsed)) {
                return true;
            }
            if (elapsed > SETTLING_NANOS) {
                run.fail(Uncontrolled.blocked(actor));
                return true;
            }
            waited = true;
            LockSupport.parkNanos(this, POLL_NANOS);
        }
        if (actor.unsettled) {
            actor.unsettled = false;
            run.waits.gotLock();
            if (actor.hasEnded) {
                actor.hasEnded = false;
                run.ended(actor, actor.thrownAtEnd);
            }
        }
        return false;
    }

    /** Returns whether a thread waits for a lock that is held by a thread that stands still. */
    private boolean isHeldUp(Carrier carrier) {
        long holder = holder(carrier);
        // If the holder had released the lock before it stood still, the second look would show it.
        return holder != -1 && standsStill(holder) && holder(carrier) == holder;
    }

    /** Returns whether a thread is the current one, or carries an actor that waits for its turn or for a lock. */
    private boolean standsStill(long thread) {
        if (thread == Thread.currentThread().getId()) {
            return true;
        }
        Actor holder = actorOn(thread);
        Carrier carrier = holder == null ? null : holder.carrier;
        return holder != null && (!holder.blocked || carrier != null && isWaiting(holder, carrier));
    }

    /** Returns whether an actor can never end, because it and other actors wait for each other's locks. */
    boolean isHopeless(Actor actor) {
        Actor next = actor;
        for (int i = 0; i <= run.actors.size(); i++) {
            Carrier carrier = next.blocked ? next.carrier : null;
            long thread = carrier == null ? -1 : holder(carrier);
            Actor holder = actorOn(thread);
            if (holder == null) {
                return isLeftLocked(next) || hasNoOwner(next) && !isAnybodyLeft();
            }
            next = holder;
            if (next == actor) {
                return true;
            }
        }
        return true;
    }

    /** Returns whether an actor waits for a lock that another actor has not released, although its code has ended. */
    private boolean isLeftLocked(Actor actor) {
        ThreadInfo info = info(actor);
        return info != null && isLeftLocked(info);
    }

    private boolean isLeftLocked(ThreadInfo info) {
        long owner = info.getLockOwnerId();
        Carrier current = Carrier.current(); // Its actor may have ended just now.
        return carriers.isIdle(owner)
                || current != null && current.actor == null && current.thread().getId() == owner;
    }

    /**
     * Returns whether a thread may be waiting for a lock that an actor holds. For a virtual thread, the JVM reports that it
     * waits, but not for what.
     */
    boolean mayWait(Carrier carrier) {
        Thread thread = carrier.thread();
        ThreadInfo info = THREADS.getThreadInfo(thread.getId());
        if (info != null) {
            return actorOn(info.getLockOwnerId()) != null;
        }
        return switch (thread.getState()) {
            case BLOCKED, WAITING -> !carrier.hasTurn();
            default -> false;
        };
    }

    private boolean isAnybodyLeft() {
        for (Actor actor : run.actors) {
            if (actor.carrier != null && !actor.blocked) {
                return true;
            }
        }
        return false;
    }

    /** Describes the lock for which an actor waits. */
    String describe(Actor actor) {
        Carrier carrier = actor.carrier;
        ThreadInfo info = info(actor);
        if (carrier == null || info == null) {
            return actor.name + " waits for a lock";
        }
        Actor holder = actorOn(info.getLockOwnerId());
        LockInfo lock = info.getLockInfo(); // Without the hash code, which differs from run to run.
        String owner = holder == null ? info.getLockOwnerName() : holder.name;
        String held = isLeftLocked(info)
                ? ", which code that has ended did not release"
                : owner == null ? "" : ", which " + owner + " holds";
        return actor.name + " waits for a lock" + (lock == null ? "" : " (" + lock.getClassName() + ")") + held
                + ", at " + Uncontrolled.position(carrier.thread());
    }

    private static boolean hasNoOwner(Actor actor) {
        Carrier carrier = actor.carrier;
        return carrier != null
                && isInWaitWithoutOwner(actor)
                && LockWait.isTaken(carrier.thread())
                && isInWaitWithoutOwner(actor); // Otherwise, the actor itself may have acquired the lock meanwhile.
    }

    private static boolean isInWaitWithoutOwner(Actor actor) {
        ThreadInfo info = info(actor);
        return info != null && LockWait.hasNoOwner(info);
    }

    /**
     * Returns whether an actor waits for more permits of a semaphore than there are. That there are not enough is not known, so
     * an actor that does not continue for some time is assumed to wait, as long as the number of permits stays the same.
     */
    private static boolean needsMorePermits(Actor actor, long elapsed) {
        Carrier carrier = actor.carrier;
        Object lock = carrier == null ? null : LockSupport.getBlocker(carrier.thread());
        if (lock == null || !isInWaitWithoutOwner(actor)) {
            return false;
        }
        String permits = lock.toString();
        if (elapsed > PERMITS_NANOS) {
            actor.permits = permits;
        }
        return permits.equals(actor.permits);
    }

    private static @Nullable ThreadInfo info(Actor actor) {
        Carrier carrier = actor.carrier;
        return carrier == null ? null : THREADS.getThreadInfo(carrier.thread().getId());
    }

    /** Returns the thread that holds the lock for which a thread waits, or -1 if there is none. */
    private static long holder(Carrier carrier) {
        long thread = carrier.thread().getId();
        ThreadInfo info = THREADS.getThreadInfo(thread);
        // A thread that has just acquired the lock may still be reported to wait, for itself.
        return info == null || info.getLockOwnerId() == thread ? -1 : info.getLockOwnerId();
    }

    private @Nullable Actor actorOn(long thread) {
        if (thread == -1) {
            return null;
        }
        for (int i = 0; i < run.actors.size(); i++) {
            Actor actor = run.actors.get(i);
            Carrier carrier = actor.carrier;
            if (carrier != null && carrier.thread().getId() == thread) {
                return actor;
            }
        }
        return null;
    }
}
