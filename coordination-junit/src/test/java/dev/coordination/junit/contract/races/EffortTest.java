// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffortTest {

    private static final long USUAL = 10_000_000;
    private static final long MOST = 320_000_000;

    private static Effort effort(int processors, int overlapping, int others, long nanos) {
        Effort effort = new Effort(MOST, processors, 0);
        for (int i = 0; i < overlapping + others; i++) {
            effort.add(i < overlapping);
        }
        effort.spend(nanos);
        return effort;
    }

    @Test
    void aRaceIsRepeatedUntilFortyRoundsHaveOverlapped() {
        assertThat(effort(2, 39, 500, 0).goesOn()).isTrue();
        assertThat(effort(2, 40, 0, 0).goesOn()).isFalse();
    }

    @Test
    void twentyOverlappingRoundsAreEnoughAfterTenMilliseconds() {
        assertThat(effort(2, 20, 0, USUAL - 1).goesOn()).isTrue();
        assertThat(effort(2, 20, 0, USUAL).goesOn()).isFalse();
        assertThat(effort(2, 20, 0, USUAL).isDecided()).isTrue();
    }

    @Test
    void aRaceIsUndecidedIfFewerThanTwentyRoundsOverlapInTheMaximumTime() {
        Effort effort = effort(2, 19, 81, MOST - 1);
        assertThat(effort.goesOn()).isTrue();
        assertThat(effort.nanosLeft()).isEqualTo(1);

        effort.spend(1);

        assertThat(effort.goesOn()).isFalse();
        assertThat(effort.isDecided()).isFalse();
        assertThat(effort).hasToString("19 of 100 rounds overlapped");
    }

    @Test
    void aRaceOnOneProcessorIsNotRepeatedForLong() {
        assertThat(effort(1, 19, 0, USUAL - 1).goesOn()).isTrue();
        assertThat(effort(1, 19, 0, USUAL).goesOn()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 320000000", "1, 160000000", "2, 80000000", "3, 80000000", "1000, 80000000"})
    void aRaceAfterUndecidedRacesEndsSooner(int undecided, long most) {
        Effort effort = new Effort(MOST, 2, undecided);

        assertEndsAfter(effort, most);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "1000000, 1", "1000000, 2", "10000000, 1", "10000001, 2", "5000000000, 2"})
    void theMaximumTimeCanBeShorterOrLonger(long most, int processors) {
        assertEndsAfter(new Effort(most, processors, 0), most);
    }

    @Test
    void twentyOverlappingRoundsAreEnoughAfterAMaximumTimeBelowTenMilliseconds() {
        Effort effort = new Effort(1_000_000, 2, 0);
        for (int i = 0; i < 20; i++) {
            effort.add(true);
        }
        assertThat(effort.goesOn()).isTrue();

        effort.spend(1_000_000);

        assertThat(effort.goesOn()).isFalse();
        assertThat(effort.isDecided()).isTrue();
    }

    private static void assertEndsAfter(Effort effort, long most) {
        assertThat(effort.nanosLeft()).isEqualTo(most);

        effort.spend(most - 1);
        assertThat(effort.goesOn()).isTrue();
        effort.spend(1);
        assertThat(effort.goesOn()).isFalse();
    }
}
