// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.P_01;
import static dev.coordination.junit.contract.Rule.P_02;
import static dev.coordination.junit.contract.Rule.P_03;
import static dev.coordination.junit.contract.Rule.P_04;
import static dev.coordination.junit.contract.Rule.P_05;
import static dev.coordination.junit.contract.Rule.P_06;
import static dev.coordination.junit.contract.Rule.P_07;
import static dev.coordination.junit.contract.Rule.P_08;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.Arguments;
import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.contract.faulty.TestGlob.Quirk;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;

/** The language of patterns. */
final class PatternFaults {

    /** How long a match that does not end is waited for. */
    private static final long BOUND_SECONDS = 12;

    private PatternFaults() {}

    static List<Fault> all() {
        return List.of(
                quirk(P_01, "* needs at least one byte", Quirk.STAR_NEEDS_ONE),
                quirk(P_02, "? matches nothing as well", Quirk.QUESTION_MARK_NEEDS_NONE),
                quirk(P_03, "a reversed range is empty", Quirk.REVERSED_RANGE_IS_EMPTY),
                quirk(P_03, "a range ends at the bracket", Quirk.RANGE_STOPS_AT_BRACKET),
                quirk(P_04, "a class is negated by !", Quirk.NEGATION_BY_EXCLAMATION_MARK),
                quirk(P_05, "a backslash is literal", Quirk.NO_ESCAPES),
                quirk(P_06, "a class that is not closed is literal", Quirk.UNCLOSED_CLASS_IS_LITERAL),
                quirk(P_07, "a dot matches anything", Quirk.DOT_IS_ANY),
                quirk(P_07, "case does not matter", Quirk.IGNORES_CASE),
                quirk(P_01, "a * ends at a line break", Quirk.STAR_STOPS_AT_LINE_BREAK),
                countsCharacters(),
                takesMixedRanges(),
                neverEnds());
    }

    private static Fault quirk(Rule rule, String defect, Quirk quirk) {
        return matching(rule, defect, (pattern, key) -> TestGlob.matches(pattern, key, quirk));
    }

    private static Fault matching(Rule rule, String defect, BiPredicate<String, String> matcher) {
        return Fault.of(rule, defect).cache((right, world) -> new KeyWatchingCache(right, world) {
            @Override
            public long deleteMatching(String pattern) {
                Arguments.pattern(pattern);
                super.exists("whether the handle is closed or has no backend");
                return seen().stream()
                        .filter(key -> matcher.test(pattern, key))
                        .filter(super::delete)
                        .count();
            }
        });
    }

    private static Fault countsCharacters() {
        return matching(
                P_02,
                "? matches a character of several bytes",
                (pattern, key) -> TestGlob.matches(latin(pattern), latin(key)));
    }

    /** Makes one byte of each character. */
    private static String latin(String text) {
        byte[] bytes = new byte[text.codePointCount(0, text.length())];
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            bytes[i] = (byte) (points[i] < 128 ? points[i] : 'A' + points[i] % 26);
        }
        return new String(bytes, ISO_8859_1);
    }

    private static Fault takesMixedRanges() {
        return Fault.of(P_03, "a range from ASCII to beyond is taken")
                .cache((right, world) -> new ForwardingCache(right) {
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

    private static Fault neverEnds() {
        return Fault.of(P_08, "many stars are tried in every combination")
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public long deleteMatching(String pattern) {
                        if (pattern.chars().filter(c -> c == '*').count() > 10) {
                            outlastEverybody();
                        }
                        return super.deleteMatching(pattern);
                    }
                });
    }

    private static void outlastEverybody() {
        try {
            if (new CountDownLatch(1).await(BOUND_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody counts down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
