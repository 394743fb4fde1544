package dev.coordination.parity;

/** How time is made to pass on a server. */
interface Passage {

    /** Lets time pass: what has so many milliseconds to live, or fewer, is gone when this returns. */
    void pass(long millis);
}
