// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MedianIntervalTest {

    /** The ranks are those of statistical tables for the median with a confidence of 95 %. */
    @ParameterizedTest
    @CsvSource({"6, 1, 6", "8, 1, 8", "9, 2, 8", "10, 2, 9", "20, 6, 15", "25, 8, 18", "50, 18, 33", "100, 40, 61"})
    void takesTheRanksOfTheBinomialDistribution(int measurements, int low, int high) {
        double[] descending = IntStream.range(0, measurements)
                .mapToDouble(i -> measurements - i)
                .toArray();
        assertThat(MedianInterval.of(descending)).isEqualTo(new MedianInterval((measurements + 1) / 2.0, low, high));
    }

    @Test
    void hasRanksForMoreMeasurementsThanADoubleHasExponents() {
        double[] ascending = IntStream.rangeClosed(1, 10_000).asDoubleStream().toArray();
        assertThat(MedianInterval.of(ascending)).isEqualTo(new MedianInterval(5_000.5, 4_902, 5_099));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void needsSixMeasurements(int measurements) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MedianInterval.of(new double[measurements]))
                .withMessage("an interval needs at least 6 measurements, but there are " + measurements);
    }

    /** Two modes, as round trips over loopback have them. The exact confidence for 101 measurements is 95.4 %. */
    @Test
    void containsTheTrueMedianNineteenTimesInTwenty() {
        Random random = new Random(1);
        double trueMedian = 1;
        int samples = 4_000;
        int missed = 0;
        for (int sample = 0; sample < samples; sample++) {
            double[] measured = random.doubles(101)
                    .map(uniform -> uniform < 0.3 ? uniform : uniform < 0.7 ? 1 + (uniform - 0.5) / 100 : 1 + uniform)
                    .toArray();
            MedianInterval interval = MedianInterval.of(measured);
            if (interval.low() > trueMedian || interval.high() < trueMedian) {
                missed++;
            }
        }
        assertThat(missed / (double) samples).isBetween(0.03, 0.05);
    }

    @Test
    void leavesTheMeasurementsInTheirOrder() {
        double[] measured = {6, 5, 4, 3, 2, 1};
        MedianInterval unused = MedianInterval.of(measured);
        assertThat(measured).containsExactly(6, 5, 4, 3, 2, 1);
    }
}
