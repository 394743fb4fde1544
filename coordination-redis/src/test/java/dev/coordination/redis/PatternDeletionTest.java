// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests how many keys a step of a scan examines, during which the server serves nobody else. */
class PatternDeletionTest {

    @ParameterizedTest
    @CsvSource({"key, 1000", "'', 1000", "key*, 1000", "*, 1000", "*a, 1000", "user:*:x, 512", "*:sessions, 113"})
    void aStepExaminesManyKeysIfLittleOfThePatternFollowsTheFirstStar(String pattern, int keys) {
        assertThat(PatternDeletion.batch(Utf8.bytes(pattern))).isEqualTo(keys);
    }

    @Test
    void theComparisonsOfAStepAreLimitedWhateverThePattern() {
        for (int length = 1; length <= 1_024; length++) {
            for (String pattern :
                    new String[] {"*a".repeat(length / 2) + "b", "*".repeat(length), "*" + "?".repeat(length)}) {
                byte[] bytes = Utf8.bytes(pattern.length() > 1_024 ? pattern.substring(0, 1_024) : pattern);

                int keys = PatternDeletion.batch(bytes);

                assertThat(keys).isBetween(1, 1_000);
                assertThat(keys * Math.max(1, bytes.length - 1)).as(pattern).isLessThanOrEqualTo(1_024);
            }
        }
    }

    @Test
    void aLongLiteralPrefixIsNotCounted() {
        assertThat(PatternDeletion.batch(Utf8.bytes("a".repeat(1_000) + "*"))).isEqualTo(1_000);
    }
}
