package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.Message;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.junit.contract.threads.BackgroundThreads;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The language of patterns, for keys and for channels: P-01 to P-08. */
abstract class PatternContract extends ContractArea {

    private void assertOfKeys(List<PatternExample> examples) {
        SharedCache cache = coordination.cache();
        for (PatternExample example : examples) {
            example.names().forEach(name -> cache.set(name, bytes("x")));
            long deleted = cache.deleteMatching(example.pattern());
            List<String> left = example.names().stream().filter(cache::delete).toList();
            assertThat(left)
                    .as("the keys that '%s' does not match", example.pattern())
                    .isEqualTo(example.names().stream()
                            .filter(name -> !example.matches().contains(name))
                            .toList());
            assertThat(deleted)
                    .as("how many '%s' matches", example.pattern())
                    .isEqualTo(example.matches().size());
        }
    }

    private void assertOfChannels(List<PatternExample> examples) throws Exception {
        for (PatternExample example : examples) {
            try (Subscription subscription = coordination.pubSub().subscribeMatching(example.pattern())) {
                for (String name : example.names()) {
                    coordination.pubSub().publish(name, bytes(name));
                }
                assertThat(heard(subscription, example))
                        .as("the channels that '%s' matches", example.pattern())
                        .isEqualTo(example.names().stream()
                                .filter(example.matches()::contains)
                                .toList());
            }
        }
    }

    private List<String> heard(Subscription subscription, PatternExample example) throws Exception {
        List<String> heard = new ArrayList<>();
        if (harness.capabilities().contains(Capability.POLL_SEES_PUBLISHED)) {
            while (subscription.pending() > 0) {
                heard.add(subscription.poll().map(Message::channel).orElseThrow());
            }
            return heard;
        }
        for (String expected : example.names()) {
            if (example.matches().contains(expected)) {
                heard.add(background
                        .within(() -> subscription.next(BackgroundThreads.AT_MOST))
                        .map(Message::channel)
                        .orElseThrow());
            }
        }
        return heard;
    }

    /** Any run. */
    @Test
    @Tag("P-01")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void aStarMatchesAnyRunOfAKey() {
        assertOfKeys(PatternExample.ANY_RUN);
    }

    /** Any run. */
    @Test
    @Tag("P-01")
    @RequiresCapability({Capability.PUBSUB, Capability.PATTERN_SUBSCRIPTIONS})
    void aStarMatchesAnyRunOfAChannel() throws Exception {
        assertOfChannels(PatternExample.ANY_RUN);
    }

    /** One byte. */
    @Test
    @Tag("P-02")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void aQuestionMarkMatchesOneByteOfAKey() {
        assertOfKeys(PatternExample.ONE_BYTE);
    }

    /** One byte. */
    @Test
    @Tag("P-02")
    @RequiresCapability({Capability.PUBSUB, Capability.PATTERN_SUBSCRIPTIONS})
    void aQuestionMarkMatchesOneByteOfAChannel() throws Exception {
        assertOfChannels(PatternExample.ONE_BYTE);
    }

    /** Classes and ranges. */
    @Test
    @Tag("P-03")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void aClassMatchesOneByteOfItOfAKey() {
        assertOfKeys(PatternExample.CLASSES);
    }

    /** Classes and ranges. */
    @Test
    @Tag("P-03")
    @RequiresCapability({Capability.PUBSUB, Capability.PATTERN_SUBSCRIPTIONS})
    void aClassMatchesOneByteOfItOfAChannel() throws Exception {
        assertOfChannels(PatternExample.CLASSES);
    }

    /** Negated classes. */
    @Test
    @Tag("P-04")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void aNegatedClassMatchesOneByteThatIsNotOfItOfAKey() {
        assertOfKeys(PatternExample.NEGATED);
    }

    /** Negated classes. */
    @Test
    @Tag("P-04")
    @RequiresCapability({Capability.PUBSUB, Capability.PATTERN_SUBSCRIPTIONS})
    void aNegatedClassMatchesOneByteThatIsNotOfItOfAChannel() throws Exception {
        assertOfChannels(PatternExample.NEGATED);
    }

    /** Escapes. */
    @Test
    @Tag("P-05")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void aBackslashTakesTheNextByteLiterallyOfAKey() {
        assertOfKeys(PatternExample.ESCAPED);
    }

    /** Escapes. */
    @Test
    @Tag("P-05")
    @RequiresCapability({Capability.PUBSUB, Capability.PATTERN_SUBSCRIPTIONS})
    void aBackslashTakesTheNextByteLiterallyOfAChannel() throws Exception {
        assertOfChannels(PatternExample.ESCAPED);
    }

    /** Quoted texts. */
    @Test
    @Tag("P-05")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void aQuotedTextMatchesThatKeyAlone() {
        assertOfKeys(PatternExample.QUOTED);
    }

    /** Quoted texts. */
    @Test
    @Tag("P-05")
    @RequiresCapability({Capability.PUBSUB, Capability.PATTERN_SUBSCRIPTIONS})
    void aQuotedTextMatchesThatChannelAlone() throws Exception {
        assertOfChannels(PatternExample.QUOTED);
    }

    /** Unclosed classes. */
    @Test
    @Tag("P-06")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void anUnclosedClassEndsWithThePatternOfAKey() {
        assertOfKeys(PatternExample.UNCLOSED);
    }

    /** Unclosed classes. */
    @Test
    @Tag("P-06")
    @RequiresCapability({Capability.PUBSUB, Capability.PATTERN_SUBSCRIPTIONS})
    void anUnclosedClassEndsWithThePatternOfAChannel() throws Exception {
        assertOfChannels(PatternExample.UNCLOSED);
    }

    /** Literals. */
    @Test
    @Tag("P-07")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void everythingElseIsLiteralOfAKey() {
        assertOfKeys(PatternExample.LITERAL);
    }

    /** Literals. */
    @Test
    @Tag("P-07")
    @RequiresCapability({Capability.PUBSUB, Capability.PATTERN_SUBSCRIPTIONS})
    void everythingElseIsLiteralOfAChannel() throws Exception {
        assertOfChannels(PatternExample.LITERAL);
    }

    private static final List<String> MIXED_RANGES = List.of("[a-\u00e9]", "[\u00e9-a]", "x[^a-\u00e9", "[ab-\u00e9]");

    private static void assertMixedRangeRefused(String pattern, ThrowingCallable call) {
        assertThatThrownBy(call)
                .as(pattern)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("P-03");
    }

    /** Ranges that servers read differently. */
    @Test
    @Tag("P-03")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void aRangeFromAsciiToAnotherByteIsRefusedOfAKey() {
        coordination.cache().set("b", bytes("x"));

        for (String pattern : MIXED_RANGES) {
            assertMixedRangeRefused(pattern, () -> coordination.cache().deleteMatching(pattern));
        }
        assertThat(coordination.cache().exists("b")).isTrue();
    }

    /** Ranges that servers read differently. */
    @Test
    @Tag("P-03")
    @RequiresCapability({Capability.PUBSUB, Capability.PATTERN_SUBSCRIPTIONS})
    void aRangeFromAsciiToAnotherByteIsRefusedOfAChannel() {
        for (String pattern : MIXED_RANGES) {
            assertMixedRangeRefused(pattern, () -> coordination.pubSub().subscribeMatching(pattern));
        }
        assertThat(coordination.pubSub().publish("b", bytes("x"))).isZero();
    }

    /** A pattern that a careless matcher would try in more ways than there is time for. */
    private static final String HOSTILE = "a*".repeat(500) + "b";

    private static final String ALMOST = "a".repeat(4000);

    /** Hostile patterns. */
    @Test
    @Tag("P-08")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void aHostilePatternIsMatchedInTimeOfAKey() throws Exception {
        coordination.cache().set(ALMOST, bytes("x"));
        coordination.cache().set(ALMOST + "b", bytes("x"));

        assertThat(background.within(() -> coordination.cache().deleteMatching(HOSTILE)))
                .isEqualTo(1);

        assertThat(coordination.cache().exists(ALMOST)).isTrue();
    }

    /** Hostile patterns. */
    @Test
    @Tag("P-08")
    @RequiresCapability({Capability.PUBSUB, Capability.PATTERN_SUBSCRIPTIONS})
    void aHostilePatternIsMatchedInTimeOfAChannel() throws Exception {
        coordination.pubSub().subscribeMatching(HOSTILE);

        assertThat(background.within(() -> coordination.pubSub().publish(ALMOST, bytes("x"))))
                .isZero();
        assertThat(background.within(() -> coordination.pubSub().publish(ALMOST + "b", bytes("x"))))
                .isPositive();
    }
}
