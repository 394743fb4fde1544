// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.timeline.FakeClockBacked;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Repeats calls: as often as asked in memory, and only for some time on a real backend. */
final class Repetition {

    /** On a real backend, the time after which a call is not repeated again. */
    private static final long ENOUGH_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private Repetition() {}

    /** Returns whether the backend is in memory, like its clock, so that even many calls take little time. */
    static boolean isInMemory(CoordinationHarness harness) {
        return harness.time() instanceof FakeClockBacked time && time.isExact();
    }

    /** Makes a call with the numbers from 0 on, for as long as that does not take long in all. */
    static void repeat(CoordinationHarness harness, int times, IntConsumer call) {
        boolean inMemory = isInMemory(harness);
        long start = System.nanoTime();
        for (int i = 0; i < times && (inMemory || System.nanoTime() - start < ENOUGH_NANOS); i++) {
            call.accept(i);
        }
    }
}
