// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.P_01;
import static dev.coordination.junit.contract.Rule.P_02;
import static dev.coordination.junit.contract.Rule.P_03;
import static dev.coordination.junit.contract.Rule.P_04;
import static dev.coordination.junit.contract.Rule.P_05;
import static dev.coordination.junit.contract.Rule.P_06;
import static dev.coordination.junit.contract.Rule.P_07;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.Arguments;
import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.contract.faulty.TestGlob.Quirk;
import java.util.List;
import java.util.function.BiPredicate;

/** Defects in key patterns. */
final class PatternFaults {

    private PatternFaults() {}

    static List<Fault> all() {
        return List.of(
                quirk(P_01, "* matches at least one byte", Quirk.STAR_NEEDS_ONE),
                quirk(P_02, "? also matches the empty string", Quirk.QUESTION_MARK_NEEDS_NONE),
                quirk(P_03, "a reversed range matches nothing", Quirk.REVERSED_RANGE_IS_EMPTY),
                quirk(P_03, "a closing bracket cannot end a range", Quirk.RANGE_STOPS_AT_BRACKET),
                quirk(P_04, "! instead of ^ negates a class", Quirk.NEGATION_BY_EXCLAMATION_MARK),
                quirk(P_05, "a backslash is a literal character", Quirk.NO_ESCAPES),
                quirk(P_06, "an unclosed class is a literal bracket", Quirk.UNCLOSED_CLASS_IS_LITERAL),
                quirk(P_07, "a dot matches any byte", Quirk.DOT_IS_ANY),
                quirk(P_07, "matching ignores case", Quirk.IGNORES_CASE),
                quirk(P_01, "* stops at a line break", Quirk.STAR_STOPS_AT_LINE_BREAK),
                quirk(P_01, "* stops at a slash", Quirk.STAR_STOPS_AT_SLASH).rare(),
                quirk(P_01, "* stops at a colon", Quirk.STAR_STOPS_AT_COLON).rare(),
                quirk(P_01, "* stops at a dot", Quirk.STAR_STOPS_AT_DOT).rare(),
                quirk(P_01, "* stops at a semicolon", Quirk.STAR_STOPS_AT_SEMICOLON)
                        .rare(),
                quirk(P_01, "* stops at a DEL character", Quirk.STAR_STOPS_AT_DELETE)
                        .rare(),
                quirk(P_02, "? does not match a line break", Quirk.QUESTION_MARK_SKIPS_LINE_BREAKS)
                        .rare(),
                quirk(P_04, "^ in a class is literal", Quirk.CARET_IS_LITERAL).rare(),
                quirk(P_07, "an underscore matches any byte", Quirk.UNDERSCORE_IS_ANY)
                        .rare(),
                quirk(P_07, "a percent sign matches any run of bytes", Quirk.PERCENT_IS_STAR)
                        .rare(),
                quirk(P_07, "a name ends at a NUL", Quirk.NAME_ENDS_AT_NUL).rare(),
                quirk(P_03, "! at the beginning of a class negates it, like ^", Quirk.EXCLAMATION_MARK_NEGATES_TOO)
                        .rare(),
                quirk(P_05, "a backslash in a class is literal", Quirk.NO_ESCAPES_IN_CLASSES)
                        .rare(),
                quirk(P_02, "? after a star also matches the empty string", Quirk.QUESTION_MARK_AFTER_STAR_NEEDS_NONE)
                        .rare(),
                quirk(P_07, "a line break at the end of a key is ignored", Quirk.LAST_LINE_BREAK_IS_IGNORED)
                        .rare(),
                quirk(
                                P_01,
                                "prefix* does not match a key that continues with a character beyond U+F8FF",
                                Quirk.PREFIX_ENDS_WITH_PRIVATE_CHARACTERS)
                        .rare(),
                questionMarkMatchesACharacter(),
                acceptsMixedRanges(),
                matching(
                                P_06,
                                "an unclosed class that contains only a backslash is empty",
                                (pattern, key) -> TestGlob.matches(
                                        pattern.endsWith("[\\") ? pattern.substring(0, pattern.length() - 1) : pattern,
                                        key))
                        .rare());
    }

    private static Fault quirk(Rule rule, String defect, Quirk quirk) {
        return matching(rule, defect, (pattern, key) -> TestGlob.matches(pattern, key, quirk));
    }

    private static Fault matching(Rule rule, String defect, BiPredicate<String, String> matcher) {
        return Fault.of(rule, defect).cache((correct, context) -> new KeyWatchingCache(correct, context) {
            @Override
            public long deleteMatching(String pattern) {
                Arguments.pattern(pattern);
                super.exists("checks that the handle is open and reachable");
                return seen().stream()
                        .filter(key -> matcher.test(pattern, key))
                        .filter(super::delete)
                        .count();
            }
        });
    }

    private static Fault questionMarkMatchesACharacter() {
        return matching(
                P_02,
                "? matches a whole character of several bytes",
                (pattern, key) -> TestGlob.matches(oneBytePerCharacter(pattern), oneBytePerCharacter(key)));
    }

    /** Maps each character to a single byte. */
    private static String oneBytePerCharacter(String text) {
        byte[] bytes = new byte[text.codePointCount(0, text.length())];
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            bytes[i] = (byte) (points[i] < 128 ? points[i] : 'A' + points[i] % 26);
        }
        return new String(bytes, ISO_8859_1);
    }

    private static Fault acceptsMixedRanges() {
        return Fault.of(P_03, "a range with one end outside ASCII is accepted")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long deleteMatching(String pattern) {
                        try {
                            return super.deleteMatching(pattern);
                        } catch (IllegalArgumentException e) {
                            if (pattern.getBytes(UTF_8).length > 1024 || pattern.isEmpty()) {
                                throw e;
                            }
                            return 0;
                        }
                    }
                });
    }
}
