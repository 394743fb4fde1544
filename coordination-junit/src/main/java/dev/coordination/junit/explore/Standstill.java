// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches an exploration on virtual threads, of which the JVM does not say who holds the lock that another one waits for. If the
 * thread whose turn it is blocks on anything, the exploration is abandoned, so that it can begin again on platform threads.
 */
final class Standstill {

    /** A thread that waits for so long will probably go on waiting. If it does not, only time is lost. */
    private static final long BLOCKED = TimeUnit.MILLISECONDS.toNanos(10);

    /** The turn is taken sooner even if the processors are busy, unless other virtual threads keep all of them. */
    private static final long STARVED = TimeUnit.MILLISECONDS.toNanos(500);

    /** A thread that was interrupted ends sooner, unless what it waits for cannot be interrupted. */
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
     * Creates the watch.
     *
     * @param begun whether the thread of the program has begun
     * @param onAbandon called when the exploration is abandoned, perhaps several times
     */
    Standstill(Supplier<? extends @Nullable Run> current, BooleanSupplier begun, Runnable onAbandon) {
        this.current = current;
        this.begun = begun;
        this.onAbandon = onAbandon;
    }

    /** Watches until a condition holds; returns false if the thread of the program does not end, although it was told to. */
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
            ending.thread().interrupt(); // It does not wait for a lock of another actor.
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
        long patience = Watchdog.patience(carrier.thread().getState());
        return patience < Watchdog.BUSY ? BLOCKED : patience;
    }
}
