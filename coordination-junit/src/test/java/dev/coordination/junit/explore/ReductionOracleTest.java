// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.programs.GeneratedProgram;
import dev.coordination.junit.settings.NumberProperty;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Runs generated programs in all schedules, and in those that the reduction chooses. The outcomes must be the same.
 *
 * <p>{@code -Dcoordination.oracle.seed} sets the seed of the first program, and {@code -Dcoordination.oracle.programs} the number
 * of programs.
 */
@Tag("one-jdk")
class ReductionOracleTest {

    static final String SEED = "coordination.oracle.seed";
    static final String PROGRAMS = "coordination.oracle.programs";

    static long firstSeed() {
        return NumberProperty.anyLong(SEED, 1);
    }

    static int programs() {
        return NumberProperty.positiveInt(PROGRAMS, 3_000);
    }

    @Test
    void theReductionLosesNoOutcome() {
        Oracle oracle = Oracle.withAllRules();
        long seed = firstSeed();
        System.out.println("The oracle of the reduction compares programs, beginning with the seed " + seed);
        for (; oracle.compared() < programs(); seed++) {
            Optional<String> difference = oracle.compare(GeneratedProgram.of(seed));
            assertThat(difference)
                    .as("the outcomes of the program with the seed %s (-D%s=%s -D%s=1)", seed, SEED, seed, PROGRAMS)
                    .isEmpty();
        }
        System.out.println("The oracle of the reduction agrees: " + oracle);
    }
}
