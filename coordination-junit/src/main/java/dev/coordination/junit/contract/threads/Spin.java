// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

/** Waits that keep the processor, for times too short to give it up. */
public final class Spin {

    private Spin() {}

    /** Returns once {@code System.nanoTime()} has reached a value. */
    public static void until(long nanoTime) {
        while (System.nanoTime() - nanoTime < 0) {
            Thread.onSpinWait();
        }
    }

    /** Returns after a number of nanoseconds. */
    public static void forNanos(long nanos) {
        until(System.nanoTime() + nanos);
    }
}
