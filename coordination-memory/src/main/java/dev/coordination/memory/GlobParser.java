package dev.coordination.memory;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of a pattern into the parts of a {@link Glob}. */
final class GlobParser {

    private static final int BYTES = 256;

    private final byte[] pattern;
    private final List<@Nullable BitSet> parts = new ArrayList<>();
    private int at;

    GlobParser(byte[] pattern) {
        this.pattern = pattern;
    }

    List<@Nullable BitSet> parse() {
        while (left() > 0) {
            byte b = next();
            switch (b) {
                case '*' -> parts.add(null);
                case '?' -> parts.add(all());
                case '[' -> parts.add(oneOfClass());
                case '\\' -> parts.add(one(left() > 0 ? next() : b));
                default -> parts.add(one(b));
            }
        }
        return parts;
    }

    /** Reads a class whose bracket was read. */
    private BitSet oneOfClass() {
        boolean negated = left() > 0 && pattern[at] == '^';
        if (negated) {
            at++;
        }
        BitSet members = new BitSet(BYTES);
        while (left() > 0) {
            byte b = next();
            if (b == ']') {
                break;
            }
            if (b == '\\' && left() > 0) {
                add(members, next());
            } else if (left() >= 2 && pattern[at] == '-') {
                at++;
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

    private static BitSet one(byte b) {
        BitSet members = new BitSet(BYTES);
        add(members, b);
        return members;
    }

    private static BitSet all() {
        BitSet members = new BitSet(BYTES);
        members.set(0, BYTES);
        return members;
    }

    private int left() {
        return pattern.length - at;
    }

    private byte next() {
        return pattern[at++];
    }
}
