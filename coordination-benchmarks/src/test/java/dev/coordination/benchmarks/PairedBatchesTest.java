// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PairedBatchesTest {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final StringBuilder calls = new StringBuilder();
    private long now;

    /** The number of calls after which the machine is slower. */
    private int slowerFrom = Integer.MAX_VALUE;

    private Object call(char name, long nanos) {
        now += calls.length() < slowerFrom ? nanos : 2 * nanos;
        calls.append(name);
        return name;
    }

    private PairedBatches run(int callsInBatch, int pairs, Duration atMost) {
        PairedBatches batches = new PairedBatches(callsInBatch, () -> now);
        batches.run(() -> call('a', 22_000), () -> call('b', 20_000), pairs, atMost);
        return batches;
    }

    @Test
    void letsBothTakeTurnsInGoingFirst() {
        PairedBatches batches = run(3, 4, AN_HOUR);
        assertThat(calls).hasToString("aaabbb" + "bbbaaa" + "aaabbb" + "bbbaaa");
        assertThat(batches.pairs()).isEqualTo(4);
    }

    @Test
    void measuresMicrosecondsPerCall() {
        PairedBatches batches = run(5, 6, AN_HOUR);
        assertThat(batches.micros()).isEqualTo(new Figure(22, 0));
        assertThat(batches.baseMicros()).isEqualTo(new Figure(20, 0));
    }

    @Test
    void comparesEachBatchWithItsNeighbour() {
        slowerFrom = 410; // between the two batches of a pair, after two fifths of all calls
        PairedBatches batches = run(10, 50, AN_HOUR);
        assertThat(batches.micros().median()).isEqualTo(44);
        MedianInterval ratio = batches.ratio();
        assertThat(ratio.low()).isCloseTo(1.1, within(1e-9));
        assertThat(ratio.median()).isCloseTo(1.1, within(1e-9));
        assertThat(ratio.high()).isCloseTo(1.1, within(1e-9));
    }

    @Test
    void subtractsFromEachBatchItsNeighbour() {
        slowerFrom = 410; // between the two batches of a pair, after two fifths of all calls
        Figure added = run(10, 50, AN_HOUR).addedMicros();
        assertThat(added.median()).isCloseTo(4, within(1e-9));
        assertThat(added.error()).isCloseTo(0.25, within(1e-9)); // a quarter is 2, since two fifths are 2
    }

    @Test
    void endsAfterTheGivenTimeWithAnEvenNumberOfPairs() {
        PairedBatches batches = run(1, 1_000, Duration.ofMillis(1));
        // Two pairs take 84 microseconds, and the last two begin before the millisecond is over.
        assertThat(batches.pairs()).isEqualTo(24);
        assertThat(calls).hasSize(48);
    }
}
