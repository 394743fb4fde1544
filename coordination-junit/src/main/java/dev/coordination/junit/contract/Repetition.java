// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.timeline.FakeClockBacked;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Repeats calls: on an in-memory backend as often as requested, and on a real backend only for a limited time. */
final class Repetition {

    /** On a real backend, the time after which a call is no longer repeated. */
    private static final long ENOUGH_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private Repetition() {}

    /** Returns whether both the backend and its clock are in memory, so that even many calls take little time. */
    static boolean isInMemory(CoordinationHarness harness) {
        return harness.time() instanceof FakeClockBacked time && time.isExact();
    }

    /** Makes up to {@code times} calls, numbered from 0. On a real backend, stops early if they take too long. */
    static void repeat(CoordinationHarness harness, int times, IntConsumer call) {
        boolean inMemory = isInMemory(harness);
        long start = System.nanoTime();
        for (int i = 0; i < times && (inMemory || System.nanoTime() - start < ENOUGH_NANOS); i++) {
            call.accept(i);
        }
    }
}
