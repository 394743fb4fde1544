// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;

/** Makes the same call in several threads at once, and measures how long each call takes. */
final class ConcurrentCalls {

    private final int threads;
    private final Runnable call;

    ConcurrentCalls(int threads, Runnable call) {
        this.threads = threads;
        this.call = call;
    }

    /**
     * The durations of all calls.
     *
     * @param sorted the durations in nanoseconds, in ascending order
     * @param nanos how long the threads made calls
     */
    record Latencies(long[] sorted, long nanos) {

        double perSecond() {
            return sorted.length * 1e9 / nanos;
        }

        double quantile(double share) {
            return sorted[(int) (share * (sorted.length - 1))];
        }
    }

    /** Makes calls for a time, in new threads. Fails if one of the calls does. */
    Latencies run(Duration time) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(threads + 1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<LongStream.Builder> measured = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            LongStream.Builder latencies = LongStream.builder();
            measured.add(latencies);
            Thread thread = new Thread(() -> {
                try {
                    await(start);
                    repeat(time.toNanos(), latencies);
                } catch (Throwable e) {
                    failure.compareAndSet(null, e);
                }
            });
            running.add(thread);
            thread.start();
        }
        await(start);
        long began = System.nanoTime();
        for (Thread thread : running) {
            thread.join();
        }
        long nanos = System.nanoTime() - began;
        if (failure.get() != null) {
            throw new IllegalStateException("a call failed", failure.get());
        }
        long[] all = measured.stream().flatMapToLong(LongStream.Builder::build).toArray();
        Arrays.sort(all);
        return new Latencies(all, nanos);
    }

    /** Makes calls for a time, but at least one. */
    private void repeat(long nanos, LongStream.Builder latencies) {
        long began = System.nanoTime();
        long before = began;
        do {
            call.run();
            long now = System.nanoTime();
            latencies.add(now - before);
            before = now;
        } while (before - began < nanos);
    }

    private static void await(CyclicBarrier barrier) throws InterruptedException {
        try {
            barrier.await();
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
