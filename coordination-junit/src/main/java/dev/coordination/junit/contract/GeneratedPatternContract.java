// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.contract.generated.PatternCalls;
import dev.coordination.junit.contract.generated.PatternPart;
import dev.coordination.junit.contract.generated.RefusedCalls;
import dev.coordination.junit.harness.Capability;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Generated key patterns: P-01 to P-07. */
@RequiresCapability(Capability.DELETE_MATCHING)
abstract class GeneratedPatternContract extends GeneratedArea {

    @Test
    @Tag("P-01")
    void starsMatchTheSameKeysAsInMemory() {
        compare(new PatternCalls(PatternPart.STAR));
    }

    @Test
    @Tag("P-02")
    void questionMarksMatchTheSameKeysAsInMemory() {
        compare(new PatternCalls(PatternPart.QUESTION_MARK));
    }

    @Test
    @Tag("P-03")
    void classesMatchTheSameKeysAsInMemory() {
        compare(new PatternCalls(PatternPart.CLASS));
    }

    @Test
    @Tag("P-03")
    void refusedRangesDeleteNothing() {
        compare(RefusedCalls::generateRanges);
    }

    @Test
    @Tag("P-04")
    void negatedClassesMatchTheSameKeysAsInMemory() {
        compare(new PatternCalls(PatternPart.NEGATED_CLASS));
    }

    @Test
    @Tag("P-05")
    void escapesMatchTheSameKeysAsInMemory() {
        compare(new PatternCalls(PatternPart.ESCAPE));
    }

    @Test
    @Tag("P-06")
    void unclosedClassesMatchTheSameKeysAsInMemory() {
        compare(new PatternCalls(PatternPart.UNCLOSED));
    }

    @Test
    @Tag("P-07")
    void otherCharactersMatchTheSameKeysAsInMemory() {
        compare(new PatternCalls(PatternPart.LITERAL));
    }
}
