// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets all actors take turns, and lets time pass, until an instant or until a condition holds. This order is not part of the
 * schedule.
 */
final class FairTurns {

    private final Run run;
    private final long until;
    private final @Nullable BooleanSupplier condition;
    private boolean held;

    FairTurns(Run run, long until, @Nullable BooleanSupplier condition) {
        this.run = run;
        this.until = until;
        this.condition = condition;
    }

    /** Evaluates the condition, and returns whether it holds. */
    boolean isDone() {
        held = condition != null && condition.getAsBoolean();
        return held;
    }

    boolean hasHeld() {
        return held;
    }

    long runnable(long enabled, long nextInstant) {
        if (enabled != 0) {
            return enabled;
        }
        return run.time.now() < instant(nextInstant) ? 1L << Run.TIME : 0;
    }

    /** Returns the instant to which time moves. */
    long instant(long nextInstant) {
        return Math.min(nextInstant, until);
    }

    /** Returns the next actor after the last one, in turn. */
    int choose(long runnable, int last) {
        long later = last < 0 ? runnable : runnable & ~((1L << last) - 1 | 1L << last);
        return Long.numberOfTrailingZeros(later != 0 ? later : runnable);
    }
}
