package dev.coordination.memory;

/** When a task that has just run is due again. */
@FunctionalInterface
interface Repeat {

    /** A task that runs once. */
    Repeat NEVER = (due, now) -> Long.MAX_VALUE;

    long next(long due, long now);

    /** Counted from when the task was due. */
    static Repeat rate(long period) {
        return (due, now) -> later(due, period);
    }

    /** Counted from when the task has ended. */
    static Repeat delay(long delay) {
        return (due, now) -> later(now, delay);
    }

    private static long later(long nanos, long by) {
        return nanos > Long.MAX_VALUE - by ? Long.MAX_VALUE : nanos + by;
    }
}
