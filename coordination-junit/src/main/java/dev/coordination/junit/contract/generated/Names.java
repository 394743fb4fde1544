// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import java.util.ArrayList;
import java.util.List;

/** Names that adapters tend to confuse, or to read as something other than a name. */
final class Names {

    /** The texts around the number that makes a name unique. None of them begins or ends with a digit. */
    static final List<String> DECORATIONS = List.of(
            "",
            "k",
            "a:b/",
            "_",
            "%",
            ".",
            ":",
            "{",
            "}",
            "*",
            "?",
            "[",
            "\\",
            "'",
            "\"",
            "$",
            "^",
            "|",
            "(",
            "\n",
            "\u0000",
            "\t",
            " ",
            "\u00e9",
            "e\u0301",
            "\ud83d\ude00",
            "-",
            "#",
            "K",
            "//",
            "..",
            "~");

    /** The lengths, in characters, at which names are cut off in columns, index entries and file names. */
    private static final int[] LENGTHS = {
        8, 16, 31, 32, 63, 64, 100, 127, 128, 191, 250, 255, 256, 512, 767, 1_024, 4_096
    };

    /** Groups of names that must all remain distinct. */
    static final List<List<String>> CONFUSABLE = confusable();

    private Names() {}

    private static List<List<String>> confusable() {
        List<List<String>> groups = new ArrayList<>(List.of(
                // Equal hash codes.
                List.of("Aa", "BB", "AaAa", "BBBB", "AaBB", "BBAa"),
                // Equal CRC-32.
                List.of("plumless", "buckeroo"),
                // Case, including letters whose case depends on the language or has no single counterpart.
                List.of("key", "Key", "KEY", "kEY"),
                List.of("i", "I", "\u0130", "\u0131"),
                List.of("\u00df", "ss", "SS", "\u1e9e"),
                List.of("\u00e9", "\u00c9", "e", "E"),
                List.of("\u03c3", "\u03c2", "\u03a3"),
                // Normalization and compatibility.
                List.of("\u00e9x", "e\u0301x"),
                List.of("\u212b", "\u00c5", "A\u030a"),
                List.of("K1", "\u212a1", "k1"),
                List.of("\ufb01", "fi", "\uff46\uff49"),
                List.of("\uac00", "\u1100\u1161"),
                List.of("7", "\uff17", "\u0667", "\u2077"),
                // Separators, once and doubled, and at the ends.
                List.of("a:b", "a::b", "a:b:", ":a:b", "a:", "a"),
                List.of("a/b", "a//b", "a/b/", "/a/b", "a/./b", "a/c/../b"),
                List.of("a.b", "a..b", "a.b.", ".a.b", ".", ".."),
                List.of("a-b", "a--b", "a_b", "a__b", "a b", "a  b", "a,b", "a;b", "a|b", "a\\b", "a\\\\b"),
                // A name, its parts, and names that begin or end with it.
                List.of(
                        "host:8080",
                        "host",
                        "host:",
                        ":8080",
                        "8080",
                        "host:808",
                        "ost:8080",
                        "host:80801",
                        "HOST:8080"),
                List.of("node-1", "node", "node-", "node-11", "node-1-1", "-1", "1", "Node-1"),
                // White space and characters that are not displayed.
                List.of("w", " w", "w ", " w ", "\tw", "w\n", "w\r\n", "w\r", "\u00a0w", "w\u2028"),
                List.of("z", "z\u0000", "\u0000z", "z\u0000y", "zy", "z\u200by", "\ufeffz", "z\u00ady"),
                // Escapes, quotes and wildcards.
                List.of("p q", "p%20q", "p+q", "p%2520q", "p&#32;q", "p\\u0020q"),
                List.of("q", "'q'", "\"q\"", "''q''", "q'", "q\"", "q--", "q;"),
                List.of("x_y", "x%y", "x*y", "x?y", "x[y]", "x.y", "xzy", "x^y", "x$y"),
                List.of("{a}", "{a}:b", "{b}:a", "${a}", "#{a}", "{}", "{}a"),
                // Characters beyond 16 bits that share a surrogate, and what replaces them.
                List.of("\ud83d\ude00", "\ud83d\ude01", "\ud83e\ude00", "?", "\ufffd"),
                // Numbers, and keywords of other languages.
                List.of("1", "01", "1.0", "+1", "1e0", "0x1", "1L"),
                List.of("null", "NULL", "nil", "true", "undefined", "nan")));
        for (int length : LENGTHS) {
            String same = "x".repeat(length - 1);
            // Two names with the same beginning, two prefixes of both, and two names with the same end.
            groups.add(List.of(same + "ya", same + "yb", same + "y", same, "a" + same, "b" + same));
        }
        return List.copyOf(groups);
    }
}
