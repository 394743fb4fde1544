// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spi;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/** Waits in real time. */
final class RealTimeWait implements WaitStrategy {

    static final RealTimeWait INSTANCE = new RealTimeWait();

    private RealTimeWait() {}

    @Override
    public void await(Lock held, Condition changed, BooleanSupplier done, Duration timeout)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long left = TimeUnit.NANOSECONDS.convert(timeout); // At most Long.MAX_VALUE.
        while (!done.getAsBoolean() && left > 0) {
            left = changed.awaitNanos(left);
        }
    }
}
