// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

import dev.coordination.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Generates patterns and names: all of them up to a given length, or long ones at random. */
final class PatternGenerator {

    /** Every character that is special in a pattern, and two letters that are not. */
    private static final String ALPHABET = "ab*?[]^-\\";

    private static final List<String> LITERALS = List.of(
            "a",
            "b",
            "c",
            "A",
            "-",
            "]",
            "^",
            "!",
            ".",
            "/",
            ":",
            ";",
            "_",
            "%",
            "\0",
            "\n",
            "\u007f",
            " ",
            "\u00e9",
            "e\u0301",
            "\u65e5",
            "\ud83d\ude00");

    private static final int MAX_PARTS = 20;

    private PatternGenerator() {}

    /** Returns every string of one to {@code length} characters from the alphabet. */
    static List<String> upTo(int length) {
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

    /** Returns long patterns with multi-byte characters. Patterns that the port refuses are left out. */
    static List<String> randomPatterns(SplittableRandom random, int count) {
        List<String> patterns = new ArrayList<>();
        while (patterns.size() < count) {
            StringBuilder pattern = new StringBuilder();
            for (int parts = 1 + random.nextInt(MAX_PARTS); parts > 0; parts--) {
                pattern.append(part(random));
            }
            if (isAccepted(pattern.toString())) {
                patterns.add(pattern.toString());
            }
        }
        return patterns;
    }

    private static boolean isAccepted(String pattern) {
        try {
            return !Topic.pattern(pattern).name().isEmpty();
        } catch (IllegalArgumentException e) {
            return false; // A range from an ASCII character to a non-ASCII one (P-03).
        }
    }

    private static String part(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> "*";
            case 2 -> "?";
            case 3 -> "\\" + literal(random);
            case 4 -> "[" + (random.nextBoolean() ? "^" : "") + inClass(random) + "]";
            default -> literal(random);
        };
    }

    private static String inClass(SplittableRandom random) {
        StringBuilder members = new StringBuilder();
        for (int count = random.nextInt(4); count > 0; count--) {
            members.append(literal(random));
            if (random.nextInt(3) == 0) {
                members.append('-').append(literal(random));
            }
        }
        return members.toString();
    }

    private static String literal(SplittableRandom random) {
        return LITERALS.get(random.nextInt(LITERALS.size()));
    }

    /** Returns distinct names. Most of them match one of the patterns or nearly do. */
    static List<String> namesLike(List<String> patterns, SplittableRandom random) {
        return patterns.stream()
                .map(pattern -> nameLike(pattern, random))
                .distinct()
                .toList();
    }

    private static String nameLike(String pattern, SplittableRandom random) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            switch (letter) {
                case '*' -> {
                    for (int count = random.nextInt(3); count > 0; count--) {
                        name.append(literal(random));
                    }
                }
                case '?' -> name.append((char) ('a' + random.nextInt(3)));
                case '[' -> {
                    int end = Math.max(i, pattern.indexOf(']', i));
                    name.append(literal(random));
                    i = end;
                }
                case '\\' -> {} // The next character is literal.
                default -> name.append(letter);
            }
        }
        return isName(name) ? name.toString() : literal(random);
    }

    /** Returns whether the text is a valid name: non-empty and well-formed. */
    private static boolean isName(StringBuilder name) {
        return name.length() > 0
                && name.codePoints()
                        .noneMatch(point -> point <= Character.MAX_VALUE && Character.isSurrogate((char) point));
    }
}
