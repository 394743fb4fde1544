// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Runs an exploration on a thread of its own, while the calling thread watches. */
final class Exploring {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    private final Settings settings;
    private final Program program;
    private final Limits limits;
    private final boolean lends;
    private final Thread caller = Thread.currentThread();
    private volatile @Nullable Trials trials;
    private volatile @Nullable ExplorationResult result;
    private volatile @Nullable Throwable thrown;
    private volatile boolean done;
    private volatile boolean interrupted;

    /** Creates an exploration, whose program's thread also carries nodes, because that is faster. */
    Exploring(Settings settings, Program program, Limits limits) {
        this(settings, program, limits, true);
    }

    private Exploring(Settings settings, Program program, Limits limits, boolean lends) {
        this.lends = lends;
        this.settings = settings;
        this.program = program;
        this.limits = limits;
    }

    ExplorationResult run(BiFunction<Trials, Limits, ExplorationResult> exploration) {
        String name = "coordination-exploration-" + NUMBER.incrementAndGet();
        Thread thread = new Thread(() -> explore(exploration, name), name);
        thread.setDaemon(true);
        thread.setContextClassLoader(caller.getContextClassLoader());
        thread.start();
        boolean goesOn = new Watchdog(this::current, !settings.replay().isEmpty())
                .watch(() -> done || gaveUpWaiting(), this::interrupt);
        if (interrupted) {
            throw new IllegalStateException(
                    "the exploration was interrupted after " + limits.elapsed().toMillis() + " ms");
        }
        if (!goesOn) {
            return isDeadlock() ? new Exploring(settings, program, limits, false).run(exploration) : lost();
        }
        Throwable failure = thrown;
        if (failure != null) {
            throw Run.<RuntimeException>sneaky(failure);
        }
        ExplorationResult found = result;
        if (found == null) {
            throw new IllegalStateException("the exploration has no result");
        }
        return found;
    }

    private void explore(BiFunction<Trials, Limits, ExplorationResult> exploration, String name) {
        try (Trials created = new Trials(program, settings, name, lends)) {
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

    /** Returns whether the thread of the program was lost to a deadlock, which is found on another thread again. */
    private boolean isDeadlock() {
        Run run = current();
        return lends && run != null && run.failure() instanceof ScheduleProblem problem && !problem.isCostly();
    }

    private boolean gaveUpWaiting() {
        return interrupted && System.nanoTime() - interruptedAt > PATIENCE;
    }

    /** Returns the result if the thread of the program does not go on, for example because it loops for ever. */
    private ExplorationResult lost() {
        Run run = current();
        Throwable cause = run == null ? null : run.failure();
        if (run == null || cause == null) {
            throw new IllegalStateException("the exploration does not go on");
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
