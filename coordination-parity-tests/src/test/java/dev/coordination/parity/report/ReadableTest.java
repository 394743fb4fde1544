// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadableTest {

    @ParameterizedTest
    @CsvSource({
        "0, <1 ms",
        "1, 1 ms",
        "999, 999 ms",
        "1000, 1.0 s",
        "1049, 1.0 s",
        "1050, 1.1 s",
        "16218, 16.2 s",
        "59949, 59.9 s",
        "59950, 1 min 0 s",
        "60000, 1 min 0 s",
        "125499, 2 min 5 s",
        "125500, 2 min 6 s",
        "3599499, 59 min 59 s",
        "3599500, 1 h 0 min",
        "3780000, 1 h 3 min",
        "86400000, 24 h 0 min",
        "3600000000, '1,000 h 0 min'"
    })
    void durationsAreRoundedAndHaveAtMostTwoUnits(long millis, String expected) {
        assertThat(Readable.time(millis)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 rules", "1, 1 rule", "2, 2 rules", "51625920, '51,625,920 rules'"})
    void nounsAgreeWithTheirNumber(long number, String expected) {
        assertThat(Readable.count(number, "rule")).isEqualTo(expected);
    }

    @Test
    void datesSpellOutTheMonthAndAreInUtc() {
        assertThat(Readable.date("2026-11-04T02:03:17Z")).isEqualTo("4 November 2026, 02:03 UTC");
    }
}
