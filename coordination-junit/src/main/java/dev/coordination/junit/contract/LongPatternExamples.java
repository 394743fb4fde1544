// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import java.util.ArrayList;
import java.util.List;

/**
 * Long patterns: some with a star that has to match almost all of a long name, and pairs of patterns that are almost
 * equal.
 */
final class LongPatternExamples {

    /**
     * How many characters the patterns of a pair have in common, before, after or around the one in which they differ.
     */
    private static final List<Integer> IN_COMMON = List.of(1, 2, 17, 33, 65, 100, 257, 1_000);

    /** The ratio of the length of a long name to that of the pattern. */
    private static final int TIMES = 32;

    /** The maximum length of a pattern whose star is tried at each position in a long name. */
    private static final int TRIED = 300;

    private static final int OTHER_CHARACTERS = 3;

    private LongPatternExamples() {}

    /** Returns patterns that match a long name only at its end, although a part of each matches almost everywhere in it. */
    static List<PatternExample> anyRun(int patternBytes, int nameBytes) {
        int part = Math.min(TRIED, Math.min(patternBytes - 2, nameBytes / 2));
        List<PatternExample> examples = new ArrayList<>();
        for (int length : List.of(2 * part, Math.min(TIMES * part, nameBytes))) {
            String almost = "a".repeat(length - 1);
            examples.add(new PatternExample("*" + "a".repeat(part) + "b", List.of(almost + "b"), List.of("ab")));
        }
        return examples;
    }

    /**
     * Returns pairs of patterns of equal length, each of which matches only its own names. Those of a pair follow each other.
     */
    static List<PatternExample> alike(int patternBytes, int nameBytes) {
        int most = Math.min(patternBytes, nameBytes) - OTHER_CHARACTERS;
        List<PatternExample> examples = new ArrayList<>(pair("Aa", "BB")); // Their hash codes are equal.
        for (int common : IN_COMMON) {
            if (common <= most) {
                String same = "x".repeat(common);
                String half = "x".repeat(common / 2);
                examples.addAll(pair(same + "a", same + "b"));
                examples.addAll(pair("a" + same, "b" + same));
                examples.addAll(pair(half + "a" + half, half + "b" + half));
            }
        }
        return examples;
    }

    private static List<PatternExample> pair(String one, String other) {
        return List.of(
                new PatternExample(one + "*", List.of(one, one + "1"), List.of(other, other + "1")),
                new PatternExample(other + "*", List.of(other, other + "1"), List.of(one, one + "1")),
                new PatternExample("?" + one, List.of("1" + one), List.of("1" + other)),
                new PatternExample("?" + other, List.of("1" + other), List.of("1" + one)));
    }
}
