// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.results.RunResult;

/**
 * Summarizes several measurements of the same thing. On a noisy machine, the median is more reliable than the mean.
 *
 * @param median the median
 * @param error half the interquartile range, as a fraction of the median, or NaN for a single measurement
 */
record Figure(double median, double error) {

    static Figure of(double single) {
        return new Figure(single, Double.NaN);
    }

    static Figure of(Collection<Double> measured) {
        return of(measured.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static Figure of(double... measured) {
        double[] sorted = measured.clone();
        Arrays.sort(sorted);
        double median = quantile(sorted, 0.5);
        double spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
        return new Figure(median, sorted.length == 1 ? Double.NaN : spread / 2 / Math.abs(median));
    }

    /** Returns the scores of all iterations in all forks of a benchmark. */
    static DoubleStream scores(RunResult result) {
        return result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToDouble(iteration -> iteration.getPrimaryResult().getScore());
    }

    /** Returns how many times the time in this figure fits into the given time. */
    Figure inverse(double time) {
        return new Figure(time / median, error);
    }

    Figure dividedBy(double parts) {
        return new Figure(median / parts, error);
    }

    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
