package dev.coordination.parity;

/** How time is made to pass on a server. */
@FunctionalInterface
interface Passage {

    /** Lets time pass: what has so many milliseconds to live, or fewer, is gone when this returns. */
    void pass(long millis);

    /** Returns whether this takes as long as what passes, so that the clock of this machine goes on as well. */
    default boolean isInRealTime() {
        return false;
    }
}
