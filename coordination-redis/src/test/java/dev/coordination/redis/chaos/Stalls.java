// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Measures for how long this process gets no processor time: by so much, calls take longer than they should. */
final class Stalls implements AutoCloseable {

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final AtomicLong longest = new AtomicLong();
    private final Thread thread = new Thread(this::measure, "chaos-stalls");

    Stalls() {
        thread.setDaemon(true);
        thread.start();
    }

    private void measure() {
        try {
            while (true) {
                long begin = System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(INTERVAL_NANOS);
                long late = System.nanoTime() - begin - INTERVAL_NANOS;
                longest.accumulateAndGet(late, Math::max);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
