// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Compares two calls in one JVM. Small batches of both take turns, so that whatever else the machine does affects both, and
 * each batch is compared with its neighbour only. The calls also take turns in going first.
 */
final class PairedBatches {

    private static final double NANOS_PER_MICRO = 1e3;

    private final int calls;
    private final LongSupplier nanoTime;
    private final List<Double> micros = new ArrayList<>();
    private final List<Double> baseMicros = new ArrayList<>();

    /** Where results go, so that the compiler cannot leave out what produces them. */
    private volatile Object result;

    /**
     * @param calls the number of calls in a batch
     * @param nanoTime the clock, such as {@link System#nanoTime}
     */
    PairedBatches(int calls, LongSupplier nanoTime) {
        this.calls = calls;
        this.nanoTime = nanoTime;
    }

    /** Runs an even number of pairs of batches: as many as given, or fewer if they take too long. */
    void run(Supplier<?> call, Supplier<?> base, int pairs, Duration atMost) {
        long start = nanoTime.getAsLong();
        for (int done = 0; done < pairs && nanoTime.getAsLong() - start < atMost.toNanos(); done += 2) {
            micros.add(batch(call));
            baseMicros.add(batch(base));
            baseMicros.add(batch(base));
            micros.add(batch(call));
        }
    }

    private double batch(Supplier<?> call) {
        long start = nanoTime.getAsLong();
        for (int i = 0; i < calls; i++) {
            result = call.get();
        }
        return (nanoTime.getAsLong() - start) / NANOS_PER_MICRO / calls;
    }

    int calls() {
        return calls;
    }

    int pairs() {
        return micros.size();
    }

    /** Returns the microseconds per call. */
    Figure micros() {
        return Figure.of(micros);
    }

    /** Returns the microseconds per call of what it is compared with. */
    Figure baseMicros() {
        return Figure.of(baseMicros);
    }

    /** Returns how many microseconds longer a call takes, as the difference between the batches of each pair. */
    Figure addedMicros() {
        double[] added = new double[pairs()];
        for (int pair = 0; pair < added.length; pair++) {
            added[pair] = micros.get(pair) - baseMicros.get(pair);
        }
        return Figure.of(added);
    }

    /** Returns how many times as long a batch takes as the other batch of its pair. */
    MedianInterval ratio() {
        double[] ratios = new double[pairs()];
        for (int pair = 0; pair < ratios.length; pair++) {
            ratios[pair] = micros.get(pair) / baseMicros.get(pair);
        }
        return MedianInterval.of(ratios);
    }
}
