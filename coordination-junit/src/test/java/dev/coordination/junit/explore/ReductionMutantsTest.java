// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.programs.GeneratedProgram;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Drops each rule of the reduction in turn. The oracle must notice it. This shows that the rule is necessary, and that the
 * generated programs exercise it.
 */
class ReductionMutantsTest {

    /**
     * Rules that are kept although no program shows that they are necessary. Actors that a step disables are tried anyway, and
     * that seems to cover what these rules are about. They only make the reduction more cautious.
     */
    private static final Set<ReductionRule> CAUTION =
            EnumSet.of(ReductionRule.PAUSE_READS_TIME, ReductionRule.FAULT_BUDGET, ReductionRule.NOT_ENABLED_TRIES_ALL);

    @Test
    void theOracleNoticesWhenARuleIsDropped() {
        Set<ReductionRule> unnoticed = EnumSet.complementOf(EnumSet.copyOf(CAUTION));
        Map<ReductionRule, Long> noticed = new EnumMap<>(ReductionRule.class);
        long seed = ReductionOracleTest.firstSeed();
        long last = seed + ReductionOracleTest.programs() - 1;
        for (; seed <= last && !unnoticed.isEmpty(); seed++) {
            GeneratedProgram program = GeneratedProgram.of(seed);
            Outcomes all = Outcomes.ofAll(program, Oracle.MOST_SCHEDULES);
            for (ReductionRule rule : EnumSet.copyOf(unnoticed)) {
                if (without(rule).isWrongFor(program, all)) {
                    unnoticed.remove(rule);
                    noticed.put(rule, seed);
                }
            }
        }
        System.out.println("The oracle notices that a rule is dropped with the program of this seed: " + noticed);
        assertThat(unnoticed)
                .as("rules that can be dropped without a difference")
                .isEmpty();
    }

    private static Oracle without(ReductionRule rule) {
        return new Oracle(EnumSet.complementOf(EnumSet.of(rule)));
    }
}
