// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Names in which each character occurs alone, at the start, at the end and in the middle. */
final class CharacterNames {

    /** Characters that adapters tend to drop, combine, reorder or refuse. */
    private static final List<String> SPECIAL = List.of(
            "\u0301", // combines with the letter before it
            "\u0e33",
            "\u200b",
            "\u200d",
            "\u200e",
            "\u2028",
            "\u202e",
            "\ufe0f",
            "\ufeff",
            "\ufffd",
            "\ufffe", // noncharacters, but well-formed
            "\uffff",
            "\ud83d\ude00",
            "\ud83c\udffb",
            "\udbff\udfff");

    private static final List<UnaryOperator<String>> PLACES =
            List.of(each -> "a" + each + "b", each -> "a" + each, each -> each + "b", each -> each);

    private static final int CHARACTERS_OF_A_GROUP = 15;

    private static final List<String> CHARACTERS = Stream.concat(
                    CharacterExamples.CHARACTERS.stream(), SPECIAL.stream())
            .distinct()
            .toList();

    /** All names, each once. Names that differ only in one character follow each other. */
    static final List<String> ALL = names(CHARACTERS);

    /** Groups of names: those with a few of the characters, and the same names with ordinary letters instead. */
    static final List<List<String>> GROUPS = IntStream.rangeClosed(0, (CHARACTERS.size() - 1) / CHARACTERS_OF_A_GROUP)
            .mapToObj(i -> CHARACTERS.subList(
                    i * CHARACTERS_OF_A_GROUP, Math.min(CHARACTERS.size(), (i + 1) * CHARACTERS_OF_A_GROUP)))
            .map(some ->
                    names(Stream.concat(some.stream(), Stream.of("a", "b", "x")).toList()))
            .toList();

    /**
     * Names that an adapter may confuse with another name if it drops or replaces that name's middle character, or cuts
     * the name off there.
     */
    static final List<String> TAKEN_FOR =
            List.of("a", "b", "ab", "a_b", "a-b", "a b", "a+b", "a.b", "a?b", "a\0b", "a\ufffdb", "aAb");

    private CharacterNames() {}

    private static List<String> names(List<String> characters) {
        return PLACES.stream()
                .flatMap(place -> characters.stream().map(place))
                .distinct()
                .toList();
    }
}
