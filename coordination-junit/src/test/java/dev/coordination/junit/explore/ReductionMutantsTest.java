// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.programs.GeneratedProgram;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Drops each rule of the reduction in turn. The oracle must notice it. This shows that the rule is necessary, and that the
 * generated programs exercise it.
 */
@Tag("one-jdk")
class ReductionMutantsTest {

    /**
     * Rules that are kept although no program shows that they are necessary. Actors that a step disables are tried anyway, and
     * that seems to cover what these rules are about. They only make the reduction more cautious.
     */
    private static final Set<ReductionRule> CAUTION =
            EnumSet.of(ReductionRule.PAUSE_READS_TIME, ReductionRule.FAULT_BUDGET, ReductionRule.NOT_ENABLED_TRIES_ALL);

    /** For each rule, the seed of the first program that shows that it is necessary. Other rules are searched for. */
    private static final Map<ReductionRule, Long> KNOWN = Map.ofEntries(
            entry(ReductionRule.REFUSED_CALL_READS, 6L),
            entry(ReductionRule.SAME_NODE, 63L),
            entry(ReductionRule.TIME_WRITES_WHAT_EXPIRES, 75L),
            entry(ReductionRule.GIVING_TTL_READS_TIME, 440L),
            entry(ReductionRule.DEADLINE_READS_TIME, 1353L),
            entry(ReductionRule.RESTARTING_RACES_WITH_TIME, 20261127172320L),
            entry(ReductionRule.CLOCK_READS_TIME, 322L),
            entry(ReductionRule.TIME_IN_PAUSE_IS_TRIED, 18L),
            entry(ReductionRule.DISABLED_ACTOR_RACES, 2L),
            entry(ReductionRule.CHANGING_NEXT_INSTANT_READS_TIME, 3375L),
            entry(ReductionRule.ALL_RACES, 365L),
            entry(ReductionRule.NEEDED_STEPS_GO_FIRST, 59L),
            entry(ReductionRule.THROWING_CALL_WRITES, 75L),
            entry(ReductionRule.AREA_CONTAINS_NAMES, 24L),
            entry(ReductionRule.PUBLISH_WRITES_BUFFERS, 9L),
            entry(ReductionRule.SUBSCRIBING_WRITES_TOPICS, 306L),
            entry(ReductionRule.SLEEP_ENDS, 3L),
            entry(ReductionRule.FAULTS_SHARE_SLEEP, 16L),
            entry(ReductionRule.GHOSTS_ARE_WRITTEN, 11L),
            entry(ReductionRule.CONDITIONS_ARE_READ, 406L),
            entry(ReductionRule.SHARED_IS_WRITTEN, 6L),
            entry(ReductionRule.DEATH_WRITES, 93L));

    @ParameterizedTest
    @EnumSource
    void theOracleNoticesWhenARuleIsDropped(ReductionRule rule) {
        if (CAUTION.contains(rule)) {
            assertThat(KNOWN).doesNotContainKey(rule);
            return;
        }
        long first = KNOWN.getOrDefault(rule, ReductionOracleTest.firstSeed());
        assertThat(LongStream.range(first, first + ReductionOracleTest.programs())
                        .filter(seed -> isNoticed(rule, seed))
                        .findFirst())
                .as("the seed of a program that shows that the rule is necessary")
                .isPresent();
    }

    private static boolean isNoticed(ReductionRule rule, long seed) {
        GeneratedProgram program = GeneratedProgram.of(seed);
        return without(rule).isWrongFor(program, Outcomes.ofAll(program, Oracle.MOST_SCHEDULES));
    }

    private static Oracle without(ReductionRule rule) {
        return new Oracle(EnumSet.complementOf(EnumSet.of(rule)));
    }
}
