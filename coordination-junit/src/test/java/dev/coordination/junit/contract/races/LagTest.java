// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LagTest {

    private static final int ROUNDS = 24;

    @Test
    void inEachRoundAtMostOneThreadBeginsLaterThanTheOther() {
        List<String> late = IntStream.range(0, 6)
                .mapToObj(round -> Lag.isIn(round, 0) + " " + Lag.isIn(round, 1))
                .toList();

        assertThat(late)
                .containsExactly("true false", "false true", "false false", "true false", "false true", "false false");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aThreadBeginsInEachFifthOfTheOtherThreadsCalls(int thread) {
        List<Long> fifths = IntStream.range(0, ROUNDS)
                .filter(round -> Lag.isIn(round, thread))
                .mapToObj(round -> Lag.nanos(round, new long[] {1_000, 1_000}) / 200)
                .toList();

        assertThat(fifths).contains(0L, 1L, 2L, 3L, 4L).allMatch(fifth -> fifth < 5);
    }

    @Test
    void aCallThatLostItsProcessorDoesNotCount() {
        assertThat(Lag.nanos(1, new long[] {19_000, 21_000, 4_000_000, 20_000})).isBetween(10_000L, 21_000L);
    }

    @Test
    void callsThatEndedEarlyDoNotCount() {
        assertThat(Lag.nanos(1, new long[] {1_000, 20_000, 1_000, 20_000})).isBetween(10_000L, 20_000L);
    }

    @Test
    void aThreadDoesNotBeginLaterIfTheDurationOfCallsIsUnknown() {
        assertThat(Lag.nanos(1, new long[] {})).isZero();
        assertThat(Lag.nanos(1, new long[] {20_000})).isZero();
        assertThat(Lag.nanos(1, new long[] {-1, -1})).isZero();
    }
}
