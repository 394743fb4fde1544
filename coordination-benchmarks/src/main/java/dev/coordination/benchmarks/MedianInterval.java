// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The median of measurements, and an interval that contains the true median with a confidence of at least 95 %. Its ends are
 * two of the measurements. Their ranks follow from the binomial distribution, whatever the distribution of the measurements.
 *
 * @param median the median of the measurements
 * @param low the lower end of the interval
 * @param high the upper end of the interval
 */
record MedianInterval(double median, double low, double high) {

    /** With fewer measurements, even the interval from the lowest to the highest has less confidence. */
    static final int FEWEST = 6;

    /** At most this fraction of all cases has its median below the interval, and at most the same above it. */
    private static final BigInteger ONE_IN = BigInteger.valueOf(40);

    static MedianInterval of(double... measured) {
        if (measured.length < FEWEST) {
            throw new IllegalArgumentException(
                    "an interval needs at least " + FEWEST + " measurements, but there are " + measured.length);
        }
        double[] sorted = measured.clone();
        Arrays.sort(sorted);
        int below = below(sorted.length);
        return new MedianInterval(Figure.of(sorted).median(), sorted[below], sorted[sorted.length - 1 - below]);
    }

    /**
     * Returns the number of measurements below the interval. Each measurement is below the true median with a probability of one
     * half. The interval is too high if so few are below the median that none of the interval is among them.
     */
    private static int below(int measurements) {
        BigInteger cases = BigInteger.ONE.shiftLeft(measurements);
        BigInteger tooFew = BigInteger.ONE; // the cases in which at most `below` measurements are below the median
        BigInteger exactly = BigInteger.ONE; // the cases in which exactly `below` are
        int below = -1;
        while (tooFew.multiply(ONE_IN).compareTo(cases) <= 0) {
            below++;
            exactly = exactly.multiply(BigInteger.valueOf(measurements - below)).divide(BigInteger.valueOf(below + 1));
            tooFew = tooFew.add(exactly);
        }
        return below;
    }
}
