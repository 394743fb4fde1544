// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

/** Determines when a task that has just run is due again. */
@FunctionalInterface
interface Recurrence {

    /** The recurrence of a task that runs only once. */
    Recurrence NONE = (due, now) -> Long.MAX_VALUE;

    /** Returns when the task is due again, after it was due at {@code due} and ended at {@code now}. */
    long next(long due, long now);

    /** Returns a recurrence with a period from one due time to the next. */
    static Recurrence fixedRate(long period) {
        return (due, now) -> plus(due, period);
    }

    /** Returns a recurrence with a delay from the end of one run to the next due time. */
    static Recurrence fixedDelay(long delay) {
        return (due, now) -> plus(now, delay);
    }

    private static long plus(long nanos, long by) {
        return nanos > Long.MAX_VALUE - by ? Long.MAX_VALUE : nanos + by;
    }
}
