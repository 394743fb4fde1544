package dev.coordination.junit.contract.history;

import org.jspecify.annotations.Nullable;

/**
 * One call of a history: what was asked, what came back, and when, on one clock for all threads.
 *
 * @param thread who called
 * @param input what was asked
 * @param output what came back; null when the call ended without telling whether it took effect
 * @param start when it was made
 * @param end when it came back; {@link #OPEN} when it never told
 */
record Call<I, O>(int thread, I input, @Nullable O output, long start, long end) {

    /** The end of a call that may take effect at any time after its start, or never. */
    static final long OPEN = Long.MAX_VALUE;

    @Override
    public String toString() {
        return "thread " + thread + ": " + input + " -> " + (output == null ? "unknown" : output);
    }
}
