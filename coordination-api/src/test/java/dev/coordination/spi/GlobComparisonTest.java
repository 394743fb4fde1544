// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

/** Compares globs with an independent matcher, on generated patterns and names. */
class GlobComparisonTest {

    /** Every character with a special meaning, two letters for ranges, and a two-byte character. */
    private static final String ALPHABET = "ab*?[]^-\\\u00e9";

    private static final int SHORT_PATTERN = 4;
    private static final int SHORT_NAME = 2;

    @Test
    void agreesOnAllShortPatternsAndNames() {
        List<String> names = upTo(SHORT_NAME);

        int matching = 0;
        for (String pattern : upTo(SHORT_PATTERN)) {
            Glob glob = compile(pattern);
            for (String name : glob == null ? List.<String>of() : names) {
                boolean expected = ReferenceMatcher.matches(pattern, name);
                if (glob.matches(name) != expected) {
                    throw disagreement(pattern, name, expected);
                }
                matching += expected ? 1 : 0;
            }
        }

        assertThat(matching).as("pairs that match").isGreaterThan(10_000);
    }

    /** Names are derived from the patterns, so that many of them match. */
    @Test
    void agreesOnLongPatternsAndNames() {
        SplittableRandom random = new SplittableRandom(1);

        int matching = 0;
        for (int i = 0; i < 50_000; i++) {
            String pattern = text(random, ALPHABET, 1 + random.nextInt(12));
            Glob glob = compile(pattern);
            if (glob != null) {
                String name = pattern.replace("*", text(random, "ab", random.nextInt(3)))
                        .replace("?", "b")
                        .replaceAll("\\[[^]]*]", Matcher.quoteReplacement(text(random, ALPHABET, 1)))
                        .replace("\\", random.nextBoolean() ? "" : "\\");
                boolean expected = ReferenceMatcher.matches(pattern, name);
                if (glob.matches(name) != expected) {
                    throw disagreement(pattern, name, expected);
                }
                matching += expected ? 1 : 0;
            }
        }

        assertThat(matching).as("pairs that match").isGreaterThan(1_000);
    }

    /**
     * Tries every pair of these ends, in both orders: the first and the last ASCII character, special characters, and the
     * ends of {@code 0-9}, {@code A-Z} and {@code a-z}.
     */
    @Test
    void agreesOnEveryAsciiByteForEachRange() {
        String ends = "\u0000\t -/09AZ^az~\u007f";
        for (int first = 0; first < ends.length(); first++) {
            for (int last = 0; last < ends.length(); last++) {
                String pattern = "[" + ends.charAt(first) + "-" + ends.charAt(last) + "]";
                Glob glob = Glob.compile(pattern);
                for (int b = 0; b < 128; b++) {
                    String name = Character.toString(b);

                    assertThat(glob.matches(name))
                            .as("%s on U+%04X", pattern, b)
                            .isEqualTo(ReferenceMatcher.matches(pattern, name));
                }
            }
        }
    }

    private static AssertionError disagreement(String pattern, String name, boolean expected) {
        return new AssertionError(
                "the pattern " + pattern + (expected ? " should match " : " should not match ") + name);
    }

    /**
     * Returns the compiled pattern, or null if the port refuses it because it has a range with one ASCII and one non-ASCII
     * end (P-03).
     */
    private static Glob compile(String pattern) {
        try {
            return Glob.compile(pattern);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("P-03");
            return null;
        }
    }

    private static String text(SplittableRandom random, String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** Returns every string of one to {@code length} characters of the alphabet. */
    private static List<String> upTo(int length) {
        List<String> all = new ArrayList<>();
        List<String> longest = List.of("");
        for (int i = 0; i < length; i++) {
            List<String> longer = new ArrayList<>();
            for (String text : longest) {
                ALPHABET.chars().forEach(letter -> longer.add(text + (char) letter));
            }
            all.addAll(longer);
            longest = longer;
        }
        return all;
    }

    /** The bytes of a name may be passed instead of the name, and are not changed. */
    @Test
    void matchesEncodedNames() {
        byte[] name = "user:\u00e9".getBytes(UTF_8);

        assertThat(Glob.compile("user:??").matches(name)).isTrue();
        assertThat(Glob.compile("user:?").matches(name)).isFalse();
        assertThat(name).isEqualTo("user:\u00e9".getBytes(UTF_8));
    }
}
