// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationUnavailableException;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** Waits for other threads of a test, and for no longer than ten seconds. */
final class Waits {

    private Waits() {}

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + SECONDS.toNanos(10);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** Waits until a thread waits for a lock or a latch. */
    static void awaitWaiting(Thread thread) {
        await(() -> thread.getState() == Thread.State.WAITING);
    }

    static RuntimeException unavailable() {
        return new CoordinationUnavailableException("the backend is unavailable");
    }
}
