// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The state from which all benchmarks start. */
final class InitialState {

    static final byte[] VALUE = "v".repeat(64).getBytes(US_ASCII);

    /** A counter with several digits, like most counters in practice. */
    static final long COUNTER = 1_000_000;

    private InitialState() {}

    /** Moves the initial data to the old generation, so that no collection during the measurement has to move it. */
    static void settleHeap() {
        for (int i = 0; i < 2; i++) {
            System.gc();
        }
    }
}
