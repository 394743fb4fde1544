// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.SharedCache;
import dev.coordination.junit.harness.MemoryHarness;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Matches the longest names against patterns that are hard for backtracking matchers, and prints the time taken (P-08). */
@Tag("one-jdk")
class HostilePatternsTest {

    private static final int TRIALS = 5;

    @ParameterizedTest
    @CsvSource({
        "many stars, 1024, 1024",
        "many stars, 1024, 65536",
        "one star and a long text, 128, 65536",
        "one star and a long text, 1024, 1024",
        "one star and a long text, 1024, 8192",
        "one star and a long text, 1024, 65536"
    })
    void areMatched(String kind, int patternLength, int length) {
        String pattern = kind.startsWith("many")
                ? "a*".repeat(patternLength / 2 - 1) + "ab"
                : "*" + "a".repeat(patternLength - 2) + "b";
        long best = Long.MAX_VALUE;
        try (MemoryHarness harness = new MemoryHarness()) {
            SharedCache cache = harness.connect().cache();
            cache.set("a".repeat(length), new byte[0]);
            for (int trial = 0; trial < TRIALS; trial++) {
                long start = System.nanoTime();
                assertThat(cache.deleteMatching(pattern)).isZero();
                best = Math.min(best, System.nanoTime() - start);
            }
            cache.set("a".repeat(length - 1) + "b", new byte[0]);
            assertThat(cache.deleteMatching(pattern)).isEqualTo(1);
        }
        System.out.printf(
                Locale.ROOT,
                "Hostile pattern, %s, %,d bytes, and a name of %,d bytes: %.2f ms, %.2f ns for each pair of their bytes%n",
                kind,
                patternLength,
                length,
                best / 1e6,
                best / (double) pattern.length() / length);
    }
}
