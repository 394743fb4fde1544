// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spi;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses the bytes of a pattern into the parts of a {@link Glob}. */
final class GlobParser {

    private static final int BYTES = 256;

    private final byte[] pattern;
    private final List<@Nullable BitSet> parts = new ArrayList<>();
    private int position;

    GlobParser(byte[] pattern) {
        this.pattern = pattern;
    }

    List<@Nullable BitSet> parse() {
        while (remaining() > 0) {
            byte b = next();
            switch (b) {
                case '*' -> parts.add(null);
                case '?' -> parts.add(anyByte());
                case '[' -> parts.add(parseClass());
                case '\\' -> parts.add(single(remaining() > 0 ? next() : b));
                default -> parts.add(single(b));
            }
        }
        return parts;
    }

    /** Parses a class whose opening bracket has been read. */
    private BitSet parseClass() {
        boolean negated = remaining() > 0 && pattern[position] == '^';
        if (negated) {
            position++;
        }
        BitSet members = new BitSet(BYTES);
        while (remaining() > 0) {
            byte b = next();
            if (b == ']') {
                break;
            }
            if (b == '\\' && remaining() > 0) {
                add(members, next());
            } else if (remaining() >= 2 && pattern[position] == '-') {
                position++;
                addRange(members, b, next());
            } else {
                add(members, b);
            }
        }
        if (negated) {
            members.flip(0, BYTES);
        }
        return members;
    }

    private static void add(BitSet members, byte b) {
        members.set(b & 0xff);
    }

    private static void addRange(BitSet members, byte one, byte other) {
        int low = Math.min(one & 0xff, other & 0xff);
        int high = Math.max(one & 0xff, other & 0xff);
        members.set(low, high + 1);
    }

    private static BitSet single(byte b) {
        BitSet members = new BitSet(BYTES);
        add(members, b);
        return members;
    }

    private static BitSet anyByte() {
        BitSet members = new BitSet(BYTES);
        members.set(0, BYTES);
        return members;
    }

    private int remaining() {
        return pattern.length - position;
    }

    private byte next() {
        return pattern[position++];
    }
}
