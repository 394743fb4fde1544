// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.junit.contract.threads.Unchecked;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs an exploration on its own thread, while the calling thread watches it. */
final class Exploring {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    private final Settings settings;
    private final Program program;
    private final Limits limits;
    private final ThreadKind kind;
    private final boolean lends;
    private final Thread caller = Thread.currentThread();
    private volatile @Nullable Trials trials;
    private volatile @Nullable ExplorationResult result;
    private volatile @Nullable Throwable thrown;
    private volatile boolean begun;
    private volatile boolean abandoned;
    private volatile boolean done;
    private volatile boolean interrupted;

    /** Creates an exploration on the fastest kind of threads, in which the thread of the program also carries nodes. */
    Exploring(Settings settings, Program program, Limits limits) {
        this(settings, program, limits, ThreadKind.of(settings), true);
    }

    private Exploring(Settings settings, Program program, Limits limits, ThreadKind kind, boolean lends) {
        this.kind = kind;
        this.lends = lends;
        this.settings = settings;
        this.program = program;
        this.limits = limits;
    }

    ExplorationResult run(BiFunction<Trials, Limits, ExplorationResult> exploration) {
        String name = "coordination-exploration-" + NUMBER.incrementAndGet();
        Thread thread = kind.create(() -> explore(exploration, name), name);
        thread.setContextClassLoader(caller.getContextClassLoader());
        thread.start();
        boolean goesOn = watch(() -> done || gaveUpWaiting());
        if (interrupted) {
            throw new IllegalStateException(
                    "the exploration was interrupted after " + limits.elapsed().toMillis() + " ms");
        }
        if (abandoned || !goesOn && kind == ThreadKind.VIRTUAL) {
            return again(true).run(exploration);
        }
        if (!goesOn) {
            return isLockedOut() ? again(false).run(exploration) : lost();
        }
        Throwable failure = thrown;
        if (failure != null) {
            throw Unchecked.asIs(failure);
        }
        ExplorationResult found = result;
        if (found == null) {
            throw new IllegalStateException("the exploration has no result");
        }
        return found;
    }

    private boolean watch(BooleanSupplier until) {
        return kind == ThreadKind.VIRTUAL
                ? new Standstill(this::current, () -> begun, () -> abandoned = true).watch(until, this::interrupt)
                : new Watchdog(this::current, Debugger.isAttached()).watch(until, this::interrupt);
    }

    /** Returns the same exploration on platform threads, for which the JVM reports which thread holds a lock. */
    private Exploring again(boolean lending) {
        return new Exploring(settings, program, limits, ThreadKind.PLATFORM, lending);
    }

    private void explore(BiFunction<Trials, Limits, ExplorationResult> exploration, String name) {
        begun = true;
        Carriers carriers = new Carriers(name, kind);
        if (!lends) {
            carriers.stopLending();
        }
        try (Trials created = new Trials(program, settings, carriers, () -> abandoned)) {
            trials = created;
            result = exploration.apply(created, limits);
        } catch (Throwable e) {
            thrown = e;
        } finally {
            done = true;
            LockSupport.unpark(caller);
        }
    }

    private @Nullable Run current() {
        Trials now = trials;
        return now == null ? null : now.current();
    }

    private volatile long interruptedAt;

    private void interrupt() {
        if (!interrupted) {
            interrupted = true;
            interruptedAt = System.nanoTime();
            limits.stop();
            Run run = current();
            if (run != null) {
                run.fail(new IllegalStateException("the exploration was interrupted"));
            }
        }
    }

    /**
     * Returns whether a lock has blocked the thread of the program. The exploration is then repeated without nodes on that
     * thread.
     */
    private boolean isLockedOut() {
        Run run = current();
        Throwable failure = run == null ? null : run.failure();
        return lends && (failure == null || failure instanceof ScheduleProblem problem && !problem.isCostly());
    }

    private boolean gaveUpWaiting() {
        return interrupted && System.nanoTime() - interruptedAt > PATIENCE;
    }

    /** Returns the result for a thread of the program that is stuck, for example in an endless loop. */
    private ExplorationResult lost() {
        Run run = current();
        Throwable cause = run == null ? null : run.failure();
        if (run == null || cause == null) {
            throw new IllegalStateException("the exploration is stuck");
        }
        Trial trial = new Trial(run, cause, false);
        LevelResult level = new LevelResult(Levels.last(settings), Verdict.FAILED, 1, 0, limits.elapsed());
        Duration elapsed = limits.elapsed();
        return new ExplorationResult(
                Verdict.FAILED,
                Summary.of(settings, Verdict.FAILED, List.of(level), elapsed, ""),
                Optional.of(Failures.of(trial, cause, 1, true, "")),
                List.of(level),
                List.of(),
                List.of(),
                run.trace.size(),
                elapsed);
    }
}
