// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spi;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/**
 * How a thread waits for a message of an {@link Inbox}: in real time, or by the adapter's own clock (T-01).
 *
 * <p>Implementations must be thread-safe.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface WaitStrategy {

    /**
     * Waits until {@code done} is true or the timeout has passed. The calling thread must hold {@code held} whenever it
     * evaluates {@code done}, and when this method returns or throws.
     *
     * @param held the lock of the inbox; the calling thread holds it, and has acquired it only once
     * @param changed a condition of {@code held}; signaled after each change that may make {@code done} true
     * @param done whether there is nothing left to wait for; called only with {@code held} locked
     * @param timeout how long to wait at most; positive, of any length
     * @throws InterruptedException if the thread is interrupted before or while it waits, even if {@code done} is true
     * @since 0.1.0
     */
    void await(Lock held, Condition changed, BooleanSupplier done, Duration timeout) throws InterruptedException;

    /**
     * Returns the strategy that waits in real time, as measured by {@link System#nanoTime}. A timeout of more than 292
     * years counts as 292 years.
     *
     * @return the strategy, which is the same object on every call
     * @since 0.1.0
     */
    static WaitStrategy realTime() {
        return RealTimeWait.INSTANCE;
    }
}
