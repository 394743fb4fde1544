// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Patterns with question marks next to stars, and names with too few bytes for the question marks, just enough, or more. */
final class QuestionMarkExamples {

    private static final List<String> WILDCARDS =
            List.of("*?", "?*", "*??", "?*?", "??*", "**?", "*?*", "?**", "*?*?", "???*");

    /** The text that takes the place of the wildcards in names. */
    private static final List<String> RUNS = List.of("", "x", "xx", "\u00e9", "xxx", "\u65e5", "\u00e9x", "??", "**");

    static final List<PatternExample> BESIDE_STARS = WILDCARDS.stream()
            .flatMap(wildcards -> Stream.of(
                    example("", wildcards, ""),
                    example("a", wildcards, ""),
                    example("", wildcards, "b"),
                    example("a", wildcards, "b")))
            .toList();

    private QuestionMarkExamples() {}

    private static PatternExample example(String before, String wildcards, String after) {
        long least = wildcards.chars().filter(each -> each == '?').count();
        List<String> matches = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String run : RUNS) {
            String name = before + run + after;
            if (!name.isEmpty()) {
                (run.getBytes(StandardCharsets.UTF_8).length >= least ? matches : others).add(name);
            }
        }
        return new PatternExample(before + wildcards + after, matches, others);
    }
}
