// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.history;

import org.jspecify.annotations.Nullable;

/**
 * A call in a history: its input, its output, and its start and end, on one clock for all threads.
 *
 * @param thread the thread that called
 * @param input the operation and its arguments
 * @param output what was returned; null if it is unknown whether the call took effect
 * @param start when it started
 * @param end when it returned; {@link #OPEN} if it is unknown whether it took effect
 */
record RecordedCall<I, O>(int thread, I input, @Nullable O output, long start, long end) {

    /** The end of a call that may take effect at any time after its start, or never. */
    static final long OPEN = Long.MAX_VALUE;

    @Override
    public String toString() {
        return "thread " + thread + ": " + input + " -> " + (output == null ? "unknown" : output);
    }
}
