// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import java.util.ArrayList;
import java.util.List;

/** Patterns and names with a line break or other white space at the end or at the beginning, where it is often ignored. */
final class LineBreakExamples {

    private static final List<String> BREAKS =
            List.of("\n", "\r", "\r\n", "\n\n", "\u000b", "\f", "\u0085", "\u2028", "\u2029", "\0", " ", "\t");

    static final List<PatternExample> AROUND_NAMES = List.of(
            example("a", "a"),
            example("ab", "ab"),
            example("*b", "ab"),
            example("a*b", "ab"),
            example("a?", "ab"),
            example("?b", "ab"),
            example("[ab]", "b"),
            example("a[^x]", "ab"),
            example("\\a", "a"),
            example("[ab", "a"));

    private LineBreakExamples() {}

    /** Returns an example of a pattern that matches a name, but not the name with a line break. */
    private static PatternExample example(String pattern, String name) {
        List<String> others = new ArrayList<>();
        for (String each : BREAKS) {
            others.add(name + each);
            if (!pattern.startsWith("*")) {
                others.add(each + name);
            }
        }
        return new PatternExample(pattern, List.of(name), others);
    }
}
