// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether the thread that has the turn makes steps. If it waits for a lock that another actor holds, another actor gets
 * the turn. If it is blocked on something else, or is busy for too long, the run fails.
 */
final class Watchdog {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long QUICK_LOOK = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long BLOCKED = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long SLEEPING = TimeUnit.SECONDS.toNanos(3);
    static final long BUSY = TimeUnit.SECONDS.toNanos(10);
    private static final long SLOW_BACKEND = TimeUnit.SECONDS.toNanos(60);
    private static final long SLEPT = TimeUnit.MILLISECONDS.toNanos(5);

    /** How long a thread may wait if the wait ends by itself. The wait has begun some time before the first look. */
    private static final long TIMED = TimeUnit.MILLISECONDS.toNanos(2);

    private static final long DEBUGGING = TimeUnit.MINUTES.toNanos(30);
    private static final long LOST = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<? extends @Nullable Run> current;
    private @Nullable Run run;
    private int progress;
    private long since;

    /** The thread that was seen to wait at most for some time, or -1. */
    private long timedThread = -1;

    private long timedSince;
    private boolean locks;
    private boolean reported;
    private final boolean patient;

    /**
     * Creates a watchdog.
     *
     * @param patient whether a thread may stand still for a long time, because it may be suspended in a debugger
     */
    Watchdog(Supplier<? extends @Nullable Run> current, boolean patient) {
        this.current = current;
        this.patient = patient;
    }

    /** Watches until a condition holds. Returns true then, or false if the thread of the program itself is stuck. */
    boolean watch(BooleanSupplier done, Runnable onInterrupt) {
        return WatchLoop.run(done, onInterrupt, () -> locks ? QUICK_LOOK : WatchLoop.USUAL_PAUSE, this::look);
    }

    private boolean look() {
        Run now = current.get();
        if (now == null || !now.turns.isActive()) {
            run = null;
            return true;
        }
        int steps = now.turns.progress();
        if (now != run || steps != progress) {
            timedThread = -1;
            run = now;
            progress = steps;
            since = System.nanoTime();
            reported = false;
            return !locks || look(now);
        }
        return look(now);
    }

    private boolean look(Run now) {
        Actor actor = now.turns.running();
        Carrier carrier = actor == null ? null : actor.carrier;
        long elapsed = System.nanoTime() - since;
        if (now.turns.isOver()) {
            now.turns.endOthersOfProgram();
            return reported ? elapsed < LOST : !now.turns.isProgramStuck() || elapsed < BLOCKED;
        }
        if (actor == null || carrier == null || actor.blocked) {
            return true;
        }
        ThreadInfo info = THREADS.getThreadInfo(carrier.thread().getId());
        if (info != null) {
            look(now, actor, carrier.thread(), info, elapsed);
        }
        return true;
    }

    private void look(Run now, Actor actor, Thread thread, ThreadInfo info, long elapsed) {
        if (now.turns.inBackend) {
            if (elapsed > SLOW_BACKEND) {
                report(now, actor, Uncontrolled.busy(actor, thread, TimeUnit.NANOSECONDS.toSeconds(elapsed)));
            }
            return;
        }
        boolean timed = isTimed(info);
        if (timed && !patient && (LockWait.isIn(info) || System.nanoTime() - timedSince > TIMED)) {
            report(now, actor, Uncontrolled.blocked(actor));
            return;
        }
        if (!timed && LockWait.isIn(info)) {
            if (now.turns.progress() == progress && now.turns.giveWay(actor)) {
                locks = true;
                since = System.nanoTime();
            } else if (elapsed > SLEEPING) {
                report(now, actor, Uncontrolled.blocked(actor));
            }
            return;
        }
        if (patient && elapsed < DEBUGGING) {
            return;
        }
        Thread.State state = info.getThreadState();
        boolean sleeps = state == Thread.State.TIMED_WAITING && elapsed > SLEPT && Uncontrolled.isAsleep(thread);
        if (sleeps || elapsed > patience(state) && !isHandOver(info)) {
            report(
                    now,
                    actor,
                    patience(state) < BUSY
                            ? Uncontrolled.blocked(actor)
                            : Uncontrolled.busy(actor, thread, TimeUnit.NANOSECONDS.toSeconds(elapsed)));
        }
    }

    /** Returns whether a thread waits at most for some time, in real time, and notes since when. */
    private boolean isTimed(ThreadInfo info) {
        boolean timed = info.getThreadState() == Thread.State.TIMED_WAITING && !isHandOver(info);
        if (!timed || info.getThreadId() != timedThread) {
            timedThread = timed ? info.getThreadId() : -1;
            timedSince = System.nanoTime();
        }
        return timed;
    }

    /** Returns how long a thread may stay in a state without making a step. */
    static long patience(Thread.State state) {
        return switch (state) {
            case WAITING, BLOCKED -> BLOCKED;
            case TIMED_WAITING -> SLEEPING;
            default -> BUSY;
        };
    }

    private static boolean isHandOver(ThreadInfo info) {
        LockInfo waitsFor = info.getLockInfo();
        return waitsFor != null && waitsFor.getClassName().startsWith(Watchdog.class.getPackageName() + ".");
    }

    private void report(Run now, Actor actor, ScheduleProblem problem) {
        if (now.turns.progress() == progress && !now.turns.isOver()) {
            reported = true;
            since = System.nanoTime();
            now.fail(problem);
            now.turns.lose(actor);
        }
    }
}
