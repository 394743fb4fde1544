package dev.coordination.memory;

/** A counter in a bare map, kept as its decimal, as in Redis, and read and written by the same code as in the cache. */
public final class BareCounter {

    private BareCounter() {}

    /** Returns what one more than a counter is kept as. */
    public static byte[] next(String key, byte[] counter) {
        return Counters.format(Counters.add(key, counter, 1));
    }
}
