// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import dev.coordination.Patterns;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The parts of a pattern. Each part can stand for a character of a name, so that the pattern often matches that name.
 */
public enum PatternPart {
    /** A star, which stands for the character and possibly for more. */
    STAR {
        @Override
        String forCharacter(Calls calls, String character) {
            return calls.one(List.of("*", "*", "**", "*" + Patterns.quote(character), Patterns.quote(character) + "*"));
        }
    },
    /** A question mark for each byte, or for a different number of bytes. */
    QUESTION_MARK {
        @Override
        String forCharacter(Calls calls, String character) {
            int bytes = character.getBytes(StandardCharsets.UTF_8).length;
            return "?".repeat(calls.below(4) == 0 ? 1 + calls.below(3) : bytes);
        }
    },
    /** A class. */
    CLASS {
        @Override
        String forCharacter(Calls calls, String character) {
            String inside = "\\" + character;
            return calls.one(List.of(
                    "[" + inside + "]",
                    "[xy" + inside + "]",
                    "[a-z]",
                    "[z-a]",
                    "[0-9" + inside + "]",
                    "[" + inside + "-]",
                    "[!-~]",
                    "[a-c-e]",
                    "[--0]",
                    "[+--]",
                    "[A-_]",
                    "[a-\\]]",
                    "[\\[-\\]]",
                    "[*?]",
                    "[.-/]",
                    "[%_]",
                    "[!a]",
                    "[!" + inside + "]",
                    "[!a-z]"));
        }
    },
    /** A negated class. */
    NEGATED_CLASS {
        @Override
        String forCharacter(Calls calls, String character) {
            return calls.one(List.of(
                    "[^\\" + character + "]",
                    "[^xy]",
                    "[^a-z]",
                    "[^^]",
                    "[^0-9]",
                    "[^z-a]",
                    "[^-]",
                    "[a^]",
                    "[^\\]]",
                    "[^*]",
                    "[^!]",
                    "[!a]"));
        }
    },
    /** An escaped character, possibly in a class. */
    ESCAPE {
        @Override
        String forCharacter(Calls calls, String character) {
            String escaped = "\\" + character;
            return calls.one(List.of(
                    escaped,
                    escaped,
                    "[" + escaped + "]",
                    "[\\\\" + escaped + "]",
                    "[\\]" + escaped + "]",
                    "[" + escaped + "\\^\\-]",
                    "[\\a\\-\\z]",
                    "[\\]]",
                    "[\\\\]",
                    "[^\\\\]",
                    "[^" + escaped + "]"));
        }
    },
    /** A class that is not closed, or a backslash, at the end of the pattern. */
    UNCLOSED {
        @Override
        String forCharacter(Calls calls, String character) {
            return Patterns.quote(character);
        }

        @Override
        String end(Calls calls) {
            return calls.one(List.of(
                    "[", "[]", "[^", "[^]", "[a", "[^a", "[a-", "[ab-z", "\\", "[\\", "[a\\", "[^\\", "[]a", "[^]a",
                    "*[", "*\\", "*[^", "?[a", "[[", "[^["));
        }
    },
    /** The character itself, whatever it means elsewhere. */
    LITERAL {
        @Override
        String forCharacter(Calls calls, String character) {
            return Patterns.quote(character);
        }
    };

    /** The names that patterns are derived from and matched against. */
    static final List<String> NAMES = List.of(
            "a",
            "b",
            "ab",
            "ba",
            "abc",
            "aab",
            "abab",
            "A",
            "AB",
            "Ab",
            "z",
            "0",
            "19",
            "-",
            "a-b",
            "--",
            "^",
            "^a",
            "!",
            "!a",
            "*",
            "a*b",
            "**",
            "?",
            "a?b",
            "[",
            "]",
            "[a]",
            "[]",
            "[^a]",
            "a]",
            "\\",
            "a\\",
            "\\a",
            "\\\\",
            "/",
            "a/b",
            "a//b",
            ".",
            "a.b",
            "..",
            "_",
            "a_b",
            "%",
            "a%b",
            "+",
            "a+",
            "(a)",
            "a|b",
            "{a}",
            "{a,b}",
            "$",
            "a$",
            "#",
            "a:b",
            "::",
            " ",
            "a b",
            "\n",
            "a\nb",
            "\r\n",
            "\t",
            "\u0000",
            "a\u0000b",
            "\u00e9",
            "a\u00e9",
            "e\u0301",
            "\u65e5\u672c",
            "\ud83d\ude00",
            "~",
            "\u007f",
            "a".repeat(30),
            "'",
            "\"",
            ",",
            "a,b",
            "&",
            "@");

    abstract String forCharacter(Calls calls, String character);

    /** Returns the end of a pattern. */
    String end(Calls calls) {
        return "";
    }

    /** Returns a pattern, derived from a name, in which this is the only part with a special meaning. */
    String pattern(Calls calls, String name) {
        StringBuilder pattern = new StringBuilder();
        name.codePoints().limit(8).forEach(point -> {
            String character = Character.toString(point);
            pattern.append(calls.below(2) == 0 ? Patterns.quote(character) : forCharacter(calls, character));
        });
        return pattern + end(calls);
    }
}
