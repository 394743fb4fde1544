// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches an exploration on virtual threads. For these, the JVM does not report which thread holds a lock. If the thread that has
 * the turn blocks on anything, the exploration is abandoned, so that it can start again on platform threads.
 */
final class Standstill {

    /** A thread that has waited this long will probably keep waiting. If it does not, only time is lost. */
    private static final long BLOCKED = TimeUnit.MILLISECONDS.toNanos(10);

    /** A wait that ends by itself must be noticed before. */
    private static final long TIMED = TimeUnit.MILLISECONDS.toNanos(3);

    /** A thread takes its turn sooner, even on a busy machine, unless other virtual threads occupy all processors. */
    private static final long STARVED = TimeUnit.MILLISECONDS.toNanos(500);

    /** An interrupted thread ends sooner, unless its wait cannot be interrupted. */
    private static final long ENDING = TimeUnit.MILLISECONDS.toNanos(100);

    private final Supplier<? extends @Nullable Run> current;
    private final BooleanSupplier begun;
    private final Runnable onAbandon;
    private final long start = System.nanoTime();
    private @Nullable Run run;
    private @Nullable Carrier still;
    private int progress;
    private long since;

    /**
     * Creates a watch.
     *
     * @param begun returns whether the thread of the program has started to run
     * @param onAbandon called, possibly several times, when the exploration is abandoned
     */
    Standstill(Supplier<? extends @Nullable Run> current, BooleanSupplier begun, Runnable onAbandon) {
        this.current = current;
        this.begun = begun;
        this.onAbandon = onAbandon;
    }

    /** Watches until a condition holds. Returns true then, or false if the thread of the program does not run or does not end. */
    boolean watch(BooleanSupplier done, Runnable onInterrupt) {
        return WatchLoop.run(done, onInterrupt, () -> WatchLoop.USUAL_PAUSE, this::look);
    }

    private boolean look() {
        if (!begun.getAsBoolean()) {
            boolean starved = System.nanoTime() - start > STARVED;
            if (starved) {
                onAbandon.run();
            }
            return !starved;
        }
        Run now = current.get();
        if (now == null || now != run || now.turns.progress() != progress) {
            run = now;
            progress = now == null ? 0 : now.turns.progress();
            since = System.nanoTime();
        }
        return now == null || look(now.turns, System.nanoTime() - since);
    }

    private boolean look(Turns turns, long elapsed) {
        Carrier ending = still;
        if (ending != null && elapsed > Watchdog.patience(ending.thread().getState())) {
            ending.thread().interrupt(); // It does not wait for a lock that another actor holds.
            still = null;
        }
        if (turns.isOver() && elapsed > BLOCKED) {
            turns.endOthersOfProgram();
        }
        Actor actor = turns.isActive() ? turns.running() : null;
        Carrier carrier = actor == null ? null : actor.carrier;
        if (actor == null || carrier == null) {
            return true;
        }
        if (!turns.isOver() && elapsed > patience(carrier)) {
            onAbandon.run();
            still = carrier;
            turns.abandon(actor);
        }
        return elapsed < Watchdog.patience(carrier.thread().getState()) + ENDING;
    }

    private static long patience(Carrier carrier) {
        if (carrier.hasTurn()) {
            return STARVED;
        }
        if (carrier.thread().getState() == Thread.State.TIMED_WAITING) {
            return TIMED;
        }
        long patience = Watchdog.patience(carrier.thread().getState());
        return patience < Watchdog.BUSY ? BLOCKED : patience;
    }
}
