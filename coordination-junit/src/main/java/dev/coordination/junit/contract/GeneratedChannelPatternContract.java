// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.contract.generated.ChannelPatternCalls;
import dev.coordination.junit.contract.generated.PatternPart;
import dev.coordination.junit.harness.Capability;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Generated channel patterns: P-01 to P-07. */
@RequiresCapability({Capability.PUBSUB, Capability.PATTERN_SUBSCRIPTIONS})
abstract class GeneratedChannelPatternContract extends GeneratedArea {

    @Test
    @Tag("P-01")
    void starsMatchTheSameChannelsAsInMemory() {
        compare(new ChannelPatternCalls(PatternPart.STAR));
    }

    @Test
    @Tag("P-02")
    void questionMarksMatchTheSameChannelsAsInMemory() {
        compare(new ChannelPatternCalls(PatternPart.QUESTION_MARK));
    }

    @Test
    @Tag("P-03")
    void classesMatchTheSameChannelsAsInMemory() {
        compare(new ChannelPatternCalls(PatternPart.CLASS));
    }

    @Test
    @Tag("P-04")
    void negatedClassesMatchTheSameChannelsAsInMemory() {
        compare(new ChannelPatternCalls(PatternPart.NEGATED_CLASS));
    }

    @Test
    @Tag("P-05")
    void escapesMatchTheSameChannelsAsInMemory() {
        compare(new ChannelPatternCalls(PatternPart.ESCAPE));
    }

    @Test
    @Tag("P-06")
    void unclosedClassesMatchTheSameChannelsAsInMemory() {
        compare(new ChannelPatternCalls(PatternPart.UNCLOSED));
    }

    @Test
    @Tag("P-07")
    void otherCharactersMatchTheSameChannelsAsInMemory() {
        compare(new ChannelPatternCalls(PatternPart.LITERAL));
    }
}
