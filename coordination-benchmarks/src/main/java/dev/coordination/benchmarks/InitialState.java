// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** What all benchmarks start from. */
final class InitialState {

    static final byte[] VALUE = "v".repeat(64).getBytes(US_ASCII);

    /** A counter that has some digits, as counters do. */
    static final long COUNTER = 1_000_000;

    private InitialState() {}

    /** Moves what was filled in to the old generation, or the first collections of the measurement would do it. */
    static void settleHeap() {
        for (int i = 0; i < 2; i++) {
            System.gc();
        }
    }
}
