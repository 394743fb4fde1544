// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pattern language, which is the same for keys and channels: P-01 to P-08. */
abstract class PatternContract extends ContractArea {

    /** Ranges that servers interpret differently. */
    static final List<String> MIXED_RANGES = List.of("[a-\u00e9]", "[\u00e9-a]", "x[^a-\u00e9", "[ab-\u00e9]");

    /** Numbers of stars, for each of which a matcher may have a method of its own. */
    private static final List<Integer> FEW_STARS = List.of(1, 2, 3, 4, 5, 10, 20);

    /**
     * How often a pattern with one star is matched. A pattern with more stars is matched less often, so that the sum of
     * the products of pattern length and name length is never larger than for the hostile pattern.
     */
    private static final int MATCHES = 32;

    /** Parts that, when repeated in a pattern, make a backtracking matcher take exponential time. */
    private static final List<String> HOSTILE_PARTS = List.of("?*", "*?", "[ab]*", "[^b]*", "\\a*", "a*?*", "*a*");

    private static final int REPETITIONS = 30;

    /** Returns a part, repeated several times, and then {@code b}. */
    private String hostile(String part) {
        int most = Math.min(limits().patternBytes() - 1, almost().length()) / part.length();
        return part.repeat(Math.min(REPETITIONS, most)) + "b";
    }

    /** Returns a pattern for which a backtracking matcher takes exponential time. */
    private String hostile() {
        int stars = Math.min(limits().patternBytes() - 1, almost().length()) / 2;
        return "a*".repeat(Math.min(500, stars)) + "b";
    }

    /** Returns a name that {@link #hostile} matches only if a {@code b} follows. */
    private String almost() {
        return "a".repeat(Math.min(4_000, limits().nameBytes() - 1));
    }

    /** Verifies that the pattern of each example matches the names that it should, and no others. */
    abstract void assertMatches(List<PatternExample> examples) throws Exception;

    /**
     * Verifies several times that a pattern does not match a name, and then that it matches the name followed by
     * {@code b}, each in bounded time.
     */
    abstract void assertMatchesInTime(String pattern, String almost, int times) throws Exception;

    static void assertRefused(String pattern, ThrowingCallable call) {
        assertThatThrownBy(call)
                .as(pattern)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("P-03");
    }

    @Test
    @Tag("P-01")
    void aStarMatchesAnyRun() throws Exception {
        assertMatches(PatternExample.ANY_RUN);
    }

    @Test
    @Tag("P-01")
    void aStarMatchesEveryCharacter() throws Exception {
        assertMatches(CharacterExamples.ANY_RUN);
    }

    /** A matcher may treat stars next to other special characters differently. */
    @Test
    @Tag("P-08")
    void everyKindOfHostilePatternIsMatchedInTime() throws Exception {
        for (String part : HOSTILE_PARTS) {
            assertMatchesInTime(hostile(part), almost(), 1);
        }
    }

    /** A matcher that takes too many steps for one name may give up. */
    @Test
    @Tag("P-01")
    void aStarMatchesALongRun() throws Exception {
        assertMatches(LongPatternExamples.anyRun(limits().patternBytes(), limits().nameBytes()));
    }

    /** An adapter may keep patterns that it has compiled, and mistake one for another. */
    @Test
    @Tag("P-07")
    void similarPatternsAreDistinct() throws Exception {
        assertMatches(LongPatternExamples.alike(limits().patternBytes(), limits().nameBytes()));
    }

    @Test
    @Tag("P-02")
    void aQuestionMarkMatchesEveryByte() throws Exception {
        assertMatches(CharacterExamples.ONE_BYTE);
    }

    @Test
    @Tag("P-02")
    void aQuestionMarkNextToAStarMatchesOneByte() throws Exception {
        assertMatches(QuestionMarkExamples.BESIDE_STARS);
    }

    /** Patterns of several kinds do not match a name that has an additional line break. */
    @Test
    @Tag("P-07")
    void aLineBreakAtEitherEndOfANameIsNotIgnored() throws Exception {
        assertMatches(LineBreakExamples.AROUND_NAMES);
    }

    @Test
    @Tag("P-03")
    void aClassMatchesEveryCharacter() throws Exception {
        assertMatches(CharacterExamples.CLASSES);
    }

    @Test
    @Tag("P-04")
    void aNegatedClassMatchesEveryOtherCharacter() throws Exception {
        assertMatches(CharacterExamples.NEGATED);
    }

    @Test
    @Tag("P-05")
    void everyCharacterCanBeEscaped() throws Exception {
        assertMatches(CharacterExamples.ESCAPED);
    }

    @Test
    @Tag("P-07")
    void everyOtherCharacterIsLiteral() throws Exception {
        assertMatches(CharacterExamples.LITERAL);
    }

    @Test
    @Tag("P-02")
    void aQuestionMarkMatchesOneByte() throws Exception {
        assertMatches(PatternExample.ONE_BYTE);
    }

    @Test
    @Tag("P-03")
    void aClassMatchesAnyOfItsBytes() throws Exception {
        assertMatches(PatternExample.CLASSES);
    }

    @Test
    @Tag("P-04")
    void aNegatedClassMatchesAnyOtherByte() throws Exception {
        assertMatches(PatternExample.NEGATED);
    }

    @Test
    @Tag("P-05")
    void aBackslashMakesTheNextByteLiteral() throws Exception {
        assertMatches(PatternExample.ESCAPED);
    }

    @Test
    @Tag("P-05")
    void quotedTextMatchesOnlyItself() throws Exception {
        assertMatches(PatternExample.QUOTED);
    }

    @Test
    @Tag("P-06")
    void anUnclosedClassEndsWithThePattern() throws Exception {
        assertMatches(PatternExample.UNCLOSED);
    }

    @Test
    @Tag("P-07")
    void everythingElseIsLiteral() throws Exception {
        assertMatches(PatternExample.LITERAL);
    }

    @Test
    @Tag("P-08")
    void aHostilePatternIsMatchedInTime() throws Exception {
        assertMatchesInTime(hostile(), almost(), 1);
    }

    /** A matcher whose time is proportional to the square of the name's length takes far longer than the test waits. */
    @Test
    @Tag("P-08")
    void patternsWithFewStarsAreMatchedInTimeAgainstTheLongestNames() throws Exception {
        String almost = "a".repeat(limits().nameBytes() - 1);
        for (int stars : FEW_STARS) {
            String pattern = "*a".repeat(stars - 1) + "*b";
            if (pattern.length() <= limits().patternBytes()) {
                assertMatchesInTime(pattern, almost, MATCHES / stars);
            }
        }
    }
}
