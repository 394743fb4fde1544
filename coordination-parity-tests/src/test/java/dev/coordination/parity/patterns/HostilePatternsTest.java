package dev.coordination.parity.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.SharedCache;
import dev.coordination.junit.contract.MemoryHarness;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns that keep a matcher guessing, on names as long as they come: answered, and how long it took is printed (P-08). */
class HostilePatternsTest {

    private static final int TRIALS = 5;

    @ParameterizedTest
    @CsvSource({"10, 1024", "10, 65536", "100, 1024", "100, 65536", "511, 1024", "511, 65536"})
    void areAnswered(int stars, int length) {
        String pattern = "a*".repeat(stars) + "b";
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
                "Hostile pattern of %d stars, name of %,d bytes: %.2f ms, %.2f ns for each pair of their bytes%n",
                stars,
                length,
                best / 1e6,
                best / (double) pattern.length() / length);
    }
}
