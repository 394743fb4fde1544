// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.Patterns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Patterns and names that together contain every ASCII character, and every byte that a longer character can contain. */
final class CharacterExamples {

    /**
     * The number of characters in an example: so few that the messages for one example fit into the smallest buffer of
     * a subscription, and its characters into a short name.
     */
    private static final int EACH = 10;

    private static final List<List<String>> ASCII = chunks(characters(0, 128, 1));

    /**
     * At least one character for each continuation byte and for each first byte of a character of two to four bytes.
     */
    private static final List<List<String>> LONGER = Stream.of(
                    characters(0x80, 0xc0, 1), // Continuation bytes.
                    characters(0xc0, 0x800, 0x40),
                    characters(0x800, 0xd800, 0x800),
                    characters(0xe000, 0x10000, 0x1000),
                    // The last private-use character of three bytes, and some after it: an adapter that looks up
                    // prefixes as ranges may end a range there.
                    List.of("\uf8ff", "\uf900", "\uff21", "\uff61", "\ufffd", "\ufffe", "\uffff"),
                    characters(0x10000, 0x110000, 0x30000),
                    List.of("\udbff\udfff"))
            .flatMap(sameLength -> chunks(sameLength).stream())
            .toList();

    private static final List<List<String>> ALL =
            Stream.of(ASCII, LONGER).flatMap(List::stream).toList();

    /** The characters of all examples. */
    static final List<String> CHARACTERS = ALL.stream().flatMap(List::stream).toList();

    static final List<PatternExample> ANY_RUN = ALL.stream()
            .flatMap(some -> Stream.of(
                    new PatternExample("*", some, List.of()),
                    new PatternExample("a*", within("a", some, ""), List.of("b" + some.get(0))),
                    new PatternExample("*b", within("", some, "b"), List.of("b" + some.get(0))),
                    new PatternExample("a*b", within("a", some, "b"), List.of("a" + some.get(0), some.get(0) + "b"))))
            .toList();

    static final List<PatternExample> ONE_BYTE = ALL.stream()
            .map(some -> {
                int bytes = some.get(0).getBytes(StandardCharsets.UTF_8).length;
                return new PatternExample(
                        "a" + "?".repeat(bytes) + "b", within("a", some, "b"), List.of("ab", "a" + some.get(0) + "xb"));
            })
            .toList();

    static final List<PatternExample> CLASSES = ASCII.stream()
            .map(some -> new PatternExample("[" + escaped(some) + "]", some, List.of("\u00e9", outside(some))))
            .toList();

    static final List<PatternExample> NEGATED = ASCII.stream()
            .map(some -> new PatternExample(
                    "a[^" + escaped(some) + "]", List.of("a" + outside(some)), within("a", some, "")))
            .toList();

    static final List<PatternExample> ESCAPED =
            ASCII.stream().map(some -> allOf(escaped(some), some)).toList();

    static final List<PatternExample> LITERAL = ALL.stream()
            .map(some -> allOf(some.stream().map(Patterns::quote).collect(Collectors.joining()), some))
            .toList();

    private CharacterExamples() {}

    /** Returns characters from one code point up to, but not including, another. */
    private static List<String> characters(int from, int to, int step) {
        return IntStream.iterate(from, point -> point < to, point -> point + step)
                .mapToObj(Character::toString)
                .toList();
    }

    private static List<List<String>> chunks(List<String> characters) {
        return IntStream.rangeClosed(0, (characters.size() - 1) / EACH)
                .mapToObj(i -> characters.subList(i * EACH, Math.min(characters.size(), (i + 1) * EACH)))
                .toList();
    }

    private static List<String> within(String before, List<String> characters, String after) {
        return characters.stream().map(each -> before + each + after).toList();
    }

    private static String escaped(List<String> characters) {
        return "\\" + String.join("\\", characters);
    }

    /** Returns an ASCII character that is not one of these. */
    private static String outside(List<String> characters) {
        return characters.contains("z") ? "a" : "z";
    }

    /** Returns an example whose pattern matches these characters in a row, but not with one of them replaced or left out. */
    private static PatternExample allOf(String pattern, List<String> characters) {
        List<String> others = new ArrayList<>();
        for (int i = 0; i < characters.size(); i++) {
            List<String> changed = new ArrayList<>(characters);
            changed.set(i, i % 4 == 3 ? "" : outside(characters));
            others.add(String.join("", changed));
        }
        return new PatternExample(pattern, List.of(String.join("", characters)), others);
    }
}
