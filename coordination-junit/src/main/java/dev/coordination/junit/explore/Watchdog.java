// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether the thread whose turn it is makes steps. If it waits for a lock of another actor, somebody else goes on; if it
 * blocks on something else, or does nothing that ends, the run fails.
 */
final class Watchdog {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long USUAL_LOOK = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long QUICK_LOOK = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long BLOCKED = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long SLEEPING = TimeUnit.SECONDS.toNanos(3);
    private static final long BUSY = TimeUnit.SECONDS.toNanos(10);
    private static final long SLOW_BACKEND = TimeUnit.SECONDS.toNanos(60);
    private static final long DEBUGGING = TimeUnit.MINUTES.toNanos(30);
    private static final long LOST = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<? extends @Nullable Run> current;
    private @Nullable Run run;
    private int progress;
    private long since;
    private boolean locks;
    private boolean reported;
    private final boolean patient;

    /**
     * Creates a watchdog.
     *
     * @param patient whether a thread may stand still for long, because somebody may be looking at it with a debugger
     */
    Watchdog(Supplier<? extends @Nullable Run> current, boolean patient) {
        this.current = current;
        this.patient = patient;
    }

    /** Watches until a condition holds; returns false if the thread of the program itself does not go on. */
    boolean watch(BooleanSupplier done, Runnable onInterrupt) {
        Carrier before = Carrier.current();
        new Carrier().enter();
        boolean interrupted = false;
        try {
            while (!done.getAsBoolean()) {
                LockSupport.parkNanos(this, locks ? QUICK_LOOK : USUAL_LOOK);
                if (Thread.interrupted()) {
                    interrupted = true;
                    onInterrupt.run();
                }
                if (!look()) {
                    return false;
                }
            }
            return true;
        } finally {
            if (before == null) {
                Carrier.leave();
            } else {
                before.enter();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean look() {
        Run now = current.get();
        if (now == null || !now.turns.isActive()) {
            run = null;
            return true;
        }
        int steps = now.turns.progress();
        if (now != run || steps != progress) {
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
        if (LockWait.isIn(info)) {
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
        switch (info.getThreadState()) {
            case WAITING, BLOCKED -> {
                if (elapsed > BLOCKED && !isHandOver(info)) {
                    report(now, actor, Uncontrolled.blocked(actor));
                }
            }
            case TIMED_WAITING -> {
                if (elapsed > SLEEPING && !isHandOver(info)) {
                    report(now, actor, Uncontrolled.blocked(actor));
                }
            }
            default -> {
                if (elapsed > BUSY) {
                    report(now, actor, Uncontrolled.busy(actor, thread, TimeUnit.NANOSECONDS.toSeconds(elapsed)));
                }
            }
        }
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
