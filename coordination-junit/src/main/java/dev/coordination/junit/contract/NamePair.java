// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.Arguments;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Two different names that an adapter might confuse if it shortens, hashes, normalizes or encodes them.
 *
 * @param similarity what the names have in common
 */
record NamePair(String similarity, String one, String other) {

    /** Lengths around the limits of databases, file systems and protocols. */
    private static final int[] PREFIXES = {
        1, 7, 8, 15, 16, 31, 32, 63, 64, 100, 127, 128, 199, 200, 249, 250, 254, 255, 256, 511, 512, 767, 1_000, 1_023,
        1_024, 2_048, 4_000, 4_095, 4_096, 8_192, 16_384, 32_767, 32_768
    };

    private static final String[][] SIMILAR = {
        {"hash code", "Aa", "BB"},
        {"hash code", "AaAaAa", "BBBBBB"},
        {"hash code", "Aa".repeat(500), "BB".repeat(500)},
        {"checksum (CRC-32)", "plumless", "buckeroo"},
        {"characters in another order", "stressed", "desserts"},
        {"text except for the case", "name", "NAME"},
        {"text except for the case", "name", "Name"},
        {"text except for the case", "stra\u00dfe", "strasse"},
        {"text except for the case", "\u0131", "i"},
        {"text except for the case", "\u03c3", "\u03c2"},
        {"text except for the case", "\u212a", "K"},
        {"canonical form", "\u00e9", "e\u0301"},
        {"canonical form", "\u212b", "\u00c5"},
        {"canonical form", "\uac00", "\u1100\u1161"},
        {"compatibility form", "\ufb01", "fi"},
        {"compatibility form", "\uff21", "A"},
        {"compatibility form", "x\u00b2", "x2"},
        {"base letter", "\u00e9", "e"},
        {"replacement in ASCII", "\u00e9", "?"},
        {"replacement in ASCII", "\ud83d\ude00", "??"},
        {"replacement character", "\u00e9", "\ufffd"},
        {"high surrogate", "\ud83d\ude00", "\ud83d\ude01"},
        {"low surrogate", "\ud83d\ude00", "\ud83e\ude00"},
        {"low byte", "\u0141", "A"},
        {"text except for a doubled separator", "a/b", "a//b"},
        {"text except for a doubled separator", "a:b", "a::b"},
        {"text except for a doubled separator", "a.b", "a..b"},
        {"text except for a doubled separator", "a-b", "a--b"},
        {"text except for a separator at the start", "a", "/a"},
        {"text except for a separator at the start", "a", ":a"},
        {"text except for a separator at the end", "a", "a/"},
        {"text except for a separator at the end", "a", "a:"},
        {"text except for a separator at the end", "a", "a."},
        {"text except for the separator", "a/b", "a\\b"},
        {"text except for the separator", "a/b", "a:b"},
        {"text except for the separator", "a.b", "a/b"},
        {"text except for the separator", "a_b", "a-b"},
        {"path", "a/b", "a/./b"},
        {"path", "a", "a/../a"},
        {"first parts before a separator", "a:b:c", "a:b"},
        {"last part", "a:c", "b:c"},
        {"text except for white space", "a", "a "},
        {"text except for white space", "a", " a"},
        {"text except for white space", "a b", "a  b"},
        {"text except for white space", "a b", "a\tb"},
        {"text except for white space", "a b", "a\u00a0b"},
        {"text except for a line break", "a\nb", "a\r\nb"},
        {"text except for a line break", "a", "a\n"},
        {"text before a NUL", "a", "a\0"},
        {"text before a NUL", "a\0b", "a\0c"},
        {"text except for an invisible character", "a", "a\u200b"},
        {"text except for an invisible character", "a", "\ufeffa"},
        {"text except for an invisible character", "ab", "a\u00adb"},
        {"encoding", " ", "%20"},
        {"encoding", "a b", "a+b"},
        {"encoding", "/", "%2F"},
        {"encoding", "&", "&amp;"},
        {"encoding", "\n", "\\n"},
        {"encoding", "\\", "\\\\"},
        {"encoding", "'", "''"},
        {"text except for quotes", "a", "\"a\""},
        {"text except for quotes", "a", "'a'"},
        {"value as a number", "1", "01"},
        {"value as a number", "1", "1.0"},
        {"value as a number", "1", "\u0661"},
        {"value as a number", "10", "1e1"},
        {"value as a number", "9007199254740992", "9007199254740993"},
        {"text except for a wildcard", "abc", "a%c"},
        {"text except for a wildcard", "abc", "a_c"},
        {"text except for a wildcard", "abc", "a*c"},
        {"text except for a wildcard", "abc", "a?c"},
        {"part in braces", "{a}b", "{a}c"},
        {"part in braces", "a", "{a}"},
        {"word except for the case", "null", "NULL"},
        {"word except for the case", "true", "TRUE"}
    };

    private static final int GENERATED = 12;

    /**
     * Returns all pairs, which are the same on every call.
     *
     * @param longest the maximum length of a name in bytes
     */
    static List<NamePair> all(int longest) {
        List<NamePair> pairs = new ArrayList<>();
        for (String[] similar : SIMILAR) {
            pairs.add(new NamePair("the same " + similar[0], similar[1], similar[2]));
        }
        for (int length : PREFIXES) {
            addSamePart(length, pairs);
        }
        addSamePart(longest - 2, pairs);
        addSamePart(longest - 1, pairs);
        String twoBytes = "\u00e9".repeat(longest / 2 - 1);
        pairs.add(new NamePair("the same bytes except the last one", twoBytes + "\u00e9", twoBytes + "\u00e8"));
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < GENERATED; i++) {
            pairs.add(generated(random, random.nextInt(1, i % 2 == 0 ? 300 : longest / 4)));
        }
        return pairs.stream().filter(pair -> pair.longestBytes() <= longest).toList();
    }

    private static void addSamePart(int length, List<NamePair> pairs) {
        String same = "x".repeat(length);
        pairs.add(new NamePair("a common prefix of length " + length, same + "a", same + "b"));
        pairs.add(new NamePair("a common suffix of length " + length, "a" + same, "b" + same));
        pairs.add(new NamePair(
                "a common prefix of length " + length + ", which is the whole of one of them", same, same + "x"));
    }

    private int longestBytes() {
        return Math.max(oneAsBytes().length, otherAsBytes().length);
    }

    /** Returns two random names of the same length that differ in one character. */
    private static NamePair generated(SplittableRandom random, int length) {
        int[] characters = random.ints(length, 1, 0x10FFFF)
                .map(c -> Character.isSurrogate((char) c) && c <= 0xFFFF ? 'x' : c)
                .toArray();
        int changed = random.nextInt(length);
        String one = new String(characters, 0, length);
        characters[changed] = characters[changed] == 'y' ? 'z' : 'y';
        return new NamePair(
                "the same " + length + " characters except the one at index " + changed,
                one,
                new String(characters, 0, length));
    }

    byte[] oneAsBytes() {
        return one.getBytes(StandardCharsets.UTF_8);
    }

    byte[] otherAsBytes() {
        return other.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns a description that is short even if the names are long. */
    @Override
    public String toString() {
        return "two names with " + similarity + ": " + shown(one) + " and " + shown(other);
    }

    private static String shown(String name) {
        return Arguments.quoted(name);
    }
}
