// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.Patterns;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A pattern, the names that it matches, and names that it does not. */
record PatternExample(String pattern, List<String> matches, List<String> others) {

    private static PatternExample example(String pattern, List<String> matches, List<String> others) {
        return new PatternExample(pattern, matches, others);
    }

    static final List<PatternExample> ANY_RUN = List.of(
            example("*", List.of("a", "ab", "*", "\n", "\u00e9"), List.of()),
            example("a*", List.of("a", "ab", "a*", "a\nb"), List.of("ba", "A")),
            example("*a", List.of("a", "ba", "aa"), List.of("ab")),
            example("a*a", List.of("aa", "aba", "aaa"), List.of("a", "ab", "ba")),
            example("a*b*c", List.of("abc", "aXbYc", "abbcc", "abcbc"), List.of("ab", "acb", "abcd", "xabc")),
            example("a**b", List.of("ab", "axb", "axxb"), List.of("a", "abx")),
            example("***", List.of("a", "abc"), List.of()),
            example("*ab*ab", List.of("abab", "xabyab", "ababab"), List.of("ab", "abxabx")));

    static final List<PatternExample> ONE_BYTE = List.of(
            example("?", List.of("a", "?", "\n"), List.of("ab", "\u00e9")),
            example("a?c", List.of("abc", "a?c", "a\nc"), List.of("ac", "abbc", "a\u00e9c")),
            example("??", List.of("ab", "\u00e9"), List.of("a", "abc", "\u20ac")),
            example("????", List.of("\ud83d\ude00", "abcd"), List.of("abc")),
            example("?*", List.of("a", "ab"), List.of()),
            example("*?", List.of("a", "ab"), List.of()));

    static final List<PatternExample> CLASSES = List.of(
            example("[abc]", List.of("a", "b", "c"), List.of("d", "ab", "[abc]")),
            example("x[abc]y", List.of("xay", "xcy"), List.of("xy", "xdy", "xaby")),
            example("[a-c]", List.of("a", "b", "c"), List.of("d", "-", "A")),
            example("[c-a]", List.of("a", "b", "c"), List.of("d", "-")),
            example("[a-cx-z]", List.of("a", "c", "x", "z"), List.of("d", "w", "-")),
            example("[a-c-e]", List.of("a", "b", "c", "-", "e"), List.of("d")),
            example("[-a]", List.of("-", "a"), List.of("b")),
            example("[a-", List.of("a", "-"), List.of("b")),
            example("[a-]b]", List.of("a", "]", "^", "b"), List.of("-", "[", "ab]", "c")),
            example("[a-\\]", List.of("\\", "]", "a", "^"), List.of("[", "b", "-")),
            example("[--/]", List.of("-", ".", "/"), List.of(",", "0")),
            example("[\\a-c]", List.of("a", "-", "c"), List.of("b", "\\")),
            example("[\\]]", List.of("]"), List.of("\\", "\\]")),
            example("[\\\\]", List.of("\\"), List.of("]", "\\\\")),
            example("[\u00e9]x", List.of(), List.of("\u00e9x", "ex")),
            example("[\u00e9][\u00e9]", List.of("\u00e9"), List.of("e")),
            example("\u00c3[\u00a9-\u00af]", List.of(), List.of("\u00e9")),
            example("[*]", List.of("*"), List.of("a", "**")),
            example("[?]", List.of("?"), List.of("a")),
            example("[[]", List.of("["), List.of("]")),
            example("[a^]", List.of("a", "^"), List.of("b")),
            example("[!a]", List.of("!", "a"), List.of("b")),
            example("[!a-c]", List.of("!", "a", "b", "c"), List.of("d", "-")),
            example("x[!]", List.of("x!"), List.of("xa", "x")),
            example("[!!]", List.of("!"), List.of("a", "!!")));

    static final List<PatternExample> NEGATED = List.of(
            example("[^a]", List.of("b", "^", "\n"), List.of("a", "ba")),
            example("[^a-c]", List.of("d", "-"), List.of("a", "b", "c")),
            example("[^c-a]", List.of("d", "-"), List.of("a", "b", "c")),
            example("x[^y]*", List.of("xz", "xzy"), List.of("x", "xy", "xyz")),
            example("[^^]", List.of("a"), List.of("^")),
            example("[^\\]]", List.of("a", "\\"), List.of("]")),
            example("[^a][^a]", List.of("\u00e9", "bb"), List.of("b", "ab")),
            example("[!a]", List.of("!", "a"), List.of("b")));

    static final List<PatternExample> ESCAPED = List.of(
            example("\\*", List.of("*"), List.of("a", "\\*", "**")),
            example("\\?", List.of("?"), List.of("a")),
            example("\\[a]", List.of("[a]"), List.of("a")),
            example("\\\\", List.of("\\"), List.of("\\\\")),
            example("\\a", List.of("a"), List.of("\\a")),
            example("[\\\\]", List.of("\\"), List.of("\\\\", "a")),
            example("[\\]a]", List.of("]", "a"), List.of("\\", "\\]", "a]", "]a]")),
            example("[\\^a]", List.of("^", "a"), List.of("\\", "b")),
            example("[a\\-c]", List.of("a", "-", "c"), List.of("b", "\\")),
            example("[\\[\\*\\?]", List.of("[", "*", "?"), List.of("\\", "a")),
            example("[^\\]\\\\]", List.of("a", "["), List.of("]", "\\")),
            example("a\\*b*", List.of("a*b", "a*bc"), List.of("axb")),
            example("*\\**", List.of("*", "a*b"), List.of("ab")));

    private static final List<String> TEXTS = List.of(
            "*",
            "**",
            "?",
            "\\",
            "\\\\",
            "\\*",
            "[a-z]",
            "[^a]",
            "[a",
            "[",
            "]",
            "a",
            "x",
            "x*",
            "x?y",
            "x-y",
            "x\\",
            "[a-\u00e9]",
            "\u00e9",
            "\u65e5*",
            "\ud83d\ude00?");

    /** Each text in quoted form, with all other texts as names that it must not match. */
    static final List<PatternExample> QUOTED = TEXTS.stream()
            .map(text -> example(
                    Patterns.quote(text),
                    List.of(text),
                    TEXTS.stream().filter(other -> !other.equals(text)).toList()))
            .toList();

    static final List<PatternExample> UNCLOSED = List.of(
            example("[ab", List.of("a", "b"), List.of("c", "[ab")),
            example("x[a-c", List.of("xa", "xb"), List.of("x", "xd")),
            example("[^ab", List.of("c"), List.of("a", "b")),
            example("[]", List.of(), List.of("a", "]", "[", "[]")),
            example("[]a]", List.of(), List.of("a", "]", "a]", "]a]")),
            example("[", List.of(), List.of("a", "[")),
            example("a[", List.of(), List.of("a", "a[")),
            example("[^]", List.of("a", "]", "^"), List.of("ab", "[^]")),
            example("[^", List.of("a", "^", "["), List.of("ab")),
            example("a\\", List.of("a\\"), List.of("a", "a\\\\")),
            example("\\", List.of("\\"), List.of("a")),
            example("[a\\", List.of("a", "\\"), List.of("b")),
            example("[\\", List.of("\\"), List.of("a", "[")),
            example("[^\\", List.of("a", "^"), List.of("\\", "aa")),
            example("x[^\\", List.of("xa"), List.of("x", "x\\")),
            example("[^a\\", List.of("b"), List.of("a", "\\")));

    static final List<PatternExample> LITERAL = List.of(
            example("a.c", List.of("a.c"), List.of("abc")),
            example("a+", List.of("a+"), List.of("a", "aa")),
            example("(a|b)", List.of("(a|b)"), List.of("a", "b")),
            example("{a,b}", List.of("{a,b}"), List.of("a", "b")),
            example("^a$", List.of("^a$"), List.of("a")),
            example("]", List.of("]"), List.of("a")),
            example("-", List.of("-"), List.of("a")),
            example("A", List.of("A"), List.of("a")),
            example("[A-C]", List.of("B"), List.of("b")),
            example("a\nb", List.of("a\nb"), List.of("a b", "a")),
            example("a\r\n*", List.of("a\r\n", "a\r\nb"), List.of("a\n")),
            example("\\d", List.of("d"), List.of("1", "\\d")),
            example(" ", List.of(" "), List.of("  ")),
            example("\u00e9*", List.of("\u00e9", "\u00e9x"), List.of("e", "e\u0301")));

    /** Returns all names, the matching ones first. */
    List<String> names() {
        Set<String> names = new LinkedHashSet<>(matches);
        names.addAll(others);
        return List.copyOf(names);
    }
}
