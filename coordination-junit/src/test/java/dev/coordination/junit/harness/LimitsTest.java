// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

    private static final Limits PORT = Limits.ofPort();

    private record Size(String name, BiFunction<Limits, Integer, Limits> with, int least, int most) {}

    private static final List<Size> SIZES = List.of(
            new Size("names", Limits::withNames, 32, 65_536),
            new Size("patterns", Limits::withPatterns, 32, 1_024),
            new Size("values", Limits::withValues, 1_024, 1_048_576),
            new Size("payloads", Limits::withPayloads, 1_024, 262_144),
            new Size("metadata", Limits::withMetadata, 4_096, 131_072));

    @Test
    void eachLimitMayBeAsHighAsThatOfThePort() {
        for (Size size : SIZES) {
            assertThat(size.with.apply(PORT, size.most)).as(size.name).isEqualTo(PORT);
            assertThat(size.with.apply(PORT, size.least)).as(size.name).isNotEqualTo(PORT);
        }
    }

    @Test
    void aLimitOutOfRangeIsRefusedWithTheAllowedRange() {
        for (Size size : SIZES) {
            for (int refused : List.of(size.least - 1, size.most + 1, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> size.with.apply(PORT, refused))
                        .withMessage(
                                "the limit for %s must be from %d to %d bytes, but was %d",
                                size.name, size.least, size.most, refused);
            }
        }
    }

    @Test
    void settingOneLimitKeepsTheOthers() {
        Limits limits = PORT.withNames(100)
                .withPatterns(200)
                .withValues(3_000)
                .withPayloads(4_000)
                .withMetadata(5_000)
                .withLongestTtl(Duration.ofDays(6))
                .withTtlStep(Duration.ofSeconds(7));
        List<UnaryOperator<Limits>> same = List.of(
                l -> l.withNames(100),
                l -> l.withPatterns(200),
                l -> l.withValues(3_000),
                l -> l.withPayloads(4_000),
                l -> l.withMetadata(5_000),
                l -> l.withLongestTtl(Duration.ofDays(6)),
                l -> l.withTtlStep(Duration.ofSeconds(7)));

        assertThat(limits.nameBytes()).isEqualTo(100);
        assertThat(limits.patternBytes()).isEqualTo(200);
        assertThat(limits.valueBytes()).isEqualTo(3_000);
        assertThat(limits.payloadBytes()).isEqualTo(4_000);
        assertThat(limits.metadataBytes()).isEqualTo(5_000);
        assertThat(limits.longestTtl()).isEqualTo(Duration.ofDays(6));
        assertThat(limits.ttlStep()).isEqualTo(Duration.ofSeconds(7));
        assertThat(same)
                .allSatisfy(
                        with -> assertThat(with.apply(limits)).isEqualTo(limits).hasSameHashCodeAs(limits));
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT-1S", "PT0.0015S", "PT24H0.001S", "PT0.000000001S"})
    void aStepOtherThanWholeMillisecondsUpToADayIsRefused(Duration step) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PORT.withTtlStep(step))
                .withMessageStartingWith("step must be ")
                .withMessageEndingWith("but was " + step);
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT-1S", "PT876000H0.001S"})
    void aMaximumTtlThatThePortRefusesIsRefused(Duration longest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PORT.withLongestTtl(longest))
                .withMessageStartingWith("longest must be positive and at most 36500 days");
    }

    @ParameterizedTest
    @CsvSource({
        "PT1S, PT0S, PT0S",
        "PT1S, PT0.000000001S, PT1S",
        "PT1S, PT1S, PT1S",
        "PT1S, PT1.000000001S, PT2S",
        "PT1S, PT1.999S, PT2S",
        "PT0.001S, PT1.9990001S, PT2S",
        "PT5S, PT876000H, PT876000H",
        "PT7S, PT876000H, PT876000H2S",
        "PT0.3S, PT876000H0.000000001S, PT876000H0.3S",
        "PT24H, PT9223372036854775S, PT2562047788032H"
    })
    void aTtlIsRoundedUpToAWholeNumberOfSteps(Duration step, Duration ttl, Duration rounded) {
        assertThat(PORT.withTtlStep(step).roundUp(ttl)).isEqualTo(rounded);
    }

    @Test
    void theTextListsOnlyLimitsLowerThanThoseOfThePort() {
        assertThat(PORT).hasToString("");
        assertThat(PORT.withNames(250)).hasToString("names up to 250 bytes");
        assertThat(PORT.withValues(1_000_000)
                        .withPatterns(99)
                        .withPayloads(8_000)
                        .withMetadata(65_535)
                        .withLongestTtl(Duration.ofDays(30))
                        .withTtlStep(Duration.ofSeconds(1)))
                .hasToString("patterns up to 99 bytes, values up to 1,000,000 bytes, payloads up to 8,000 bytes,"
                        + " metadata up to 65,535 bytes, TTLs up to PT720H, TTLs in steps of PT1S");
    }
}
