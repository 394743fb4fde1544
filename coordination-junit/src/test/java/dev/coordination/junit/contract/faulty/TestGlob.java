// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A glob matcher that is correct unless it has a quirk. It tracks every position that it could have reached. */
final class TestGlob {

    /** A mistake in matching. */
    enum Quirk {
        STAR_NEEDS_ONE,
        QUESTION_MARK_NEEDS_NONE,
        REVERSED_RANGE_IS_EMPTY,
        RANGE_STOPS_AT_BRACKET,
        NEGATION_BY_EXCLAMATION_MARK,
        NO_ESCAPES,
        UNCLOSED_CLASS_IS_LITERAL,
        DOT_IS_ANY,
        IGNORES_CASE,
        STAR_STOPS_AT_LINE_BREAK,
        STAR_STOPS_AT_SLASH,
        STAR_STOPS_AT_COLON,
        STAR_STOPS_AT_DOT,
        STAR_STOPS_AT_DELETE,
        STAR_STOPS_AT_SEMICOLON,
        UNDERSCORE_IS_ANY,
        PERCENT_IS_STAR,
        NAME_ENDS_AT_NUL,
        QUESTION_MARK_SKIPS_LINE_BREAKS,
        CARET_IS_LITERAL,
        EXCLAMATION_MARK_NEGATES_TOO,
        NO_ESCAPES_IN_CLASSES,
        QUESTION_MARK_AFTER_STAR_NEEDS_NONE,
        LAST_LINE_BREAK_IS_IGNORED,
        PREFIX_ENDS_WITH_PRIVATE_CHARACTERS
    }

    /** The bytes at which a star stops. */
    private static final Map<Quirk, Character> STOPS = Map.of(
            Quirk.STAR_STOPS_AT_LINE_BREAK, '\n',
            Quirk.STAR_STOPS_AT_SLASH, '/',
            Quirk.STAR_STOPS_AT_COLON, ':',
            Quirk.STAR_STOPS_AT_DOT, '.',
            Quirk.STAR_STOPS_AT_DELETE, '\u007f',
            Quirk.STAR_STOPS_AT_SEMICOLON, ';');

    private final byte[] pattern;
    private final byte[] name;
    private final @Nullable Quirk quirk;

    /** The positions in the name that the pattern up to {@link #at} could have reached. */
    private BitSet positions = new BitSet();

    private int at;

    private TestGlob(String pattern, String name, @Nullable Quirk quirk) {
        this.pattern = pattern.getBytes(UTF_8);
        this.name = name.getBytes(UTF_8);
        this.quirk = quirk;
    }

    static boolean matches(String pattern, String name) {
        return new TestGlob(pattern, name, null).run();
    }

    static boolean matches(String pattern, String name, Quirk quirk) {
        if (quirk == Quirk.NAME_ENDS_AT_NUL && name.indexOf(0) > 0) {
            return matches(pattern, name.substring(0, name.indexOf(0)));
        }
        if (quirk == Quirk.LAST_LINE_BREAK_IS_IGNORED
                && name.endsWith("\n")
                && matches(pattern, name.substring(0, name.length() - 1))) {
            return true;
        }
        if (quirk == Quirk.PREFIX_ENDS_WITH_PRIVATE_CHARACTERS && isBehindPrivateCharacters(pattern, name)) {
            return false;
        }
        return quirk == Quirk.IGNORES_CASE
                ? matches(pattern.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))
                : new TestGlob(pattern, name, quirk).run();
    }

    /** Returns whether the pattern is a prefix and a star, and the name continues with a character beyond U+F8FF. */
    private static boolean isBehindPrivateCharacters(String pattern, String name) {
        int prefix = pattern.length() - 1;
        return pattern.indexOf('*') == prefix
                && prefix > 0
                && name.startsWith(pattern.substring(0, prefix))
                && name.length() > prefix
                && name.charAt(prefix) > '\uf8ff';
    }

    private boolean has(Quirk wanted) {
        return quirk == wanted;
    }

    private boolean run() {
        positions.set(0);
        while (at < pattern.length && !positions.isEmpty()) {
            byte next = pattern[at++];
            switch (next) {
                case '*' -> star();
                case '?' -> questionMark();
                case '[' -> characterClass();
                case '\\' -> literal(at < pattern.length && !has(Quirk.NO_ESCAPES) ? pattern[at++] : next);
                case '.' -> {
                    if (has(Quirk.DOT_IS_ANY)) {
                        step(new BitSet(), true);
                    } else {
                        literal(next);
                    }
                }
                case '_' -> {
                    if (has(Quirk.UNDERSCORE_IS_ANY)) {
                        step(new BitSet(), true);
                    } else {
                        literal(next);
                    }
                }
                case '%' -> {
                    if (has(Quirk.PERCENT_IS_STAR)) {
                        star();
                    } else {
                        literal(next);
                    }
                }
                default -> literal(next);
            }
        }
        return positions.get(name.length);
    }

    private void star() {
        BitSet reached = new BitSet();
        for (int start = positions.nextSetBit(0); start >= 0; start = positions.nextSetBit(start + 1)) {
            int end = start;
            while (end < name.length && !stops(name[end])) {
                end++;
            }
            reached.set(start + (has(Quirk.STAR_NEEDS_ONE) ? 1 : 0), end + 1);
            if (quirk == null || !STOPS.containsKey(quirk)) {
                break; // Later positions reach nothing more.
            }
        }
        positions = reached;
    }

    private boolean stops(byte next) {
        return quirk != null && STOPS.containsKey(quirk) && STOPS.get(quirk) == next;
    }

    private void questionMark() {
        BitSet stayed = (BitSet) positions.clone();
        BitSet none = new BitSet();
        none.set('\n', has(Quirk.QUESTION_MARK_SKIPS_LINE_BREAKS));
        step(none, true);
        boolean afterStar = at >= 2 && pattern[at - 2] == '*';
        if (has(Quirk.QUESTION_MARK_NEEDS_NONE) || has(Quirk.QUESTION_MARK_AFTER_STAR_NEEDS_NONE) && afterStar) {
            positions.or(stayed);
        }
    }

    private void literal(byte value) {
        BitSet only = new BitSet();
        only.set(value & 0xff);
        step(only, false);
    }

    /** Moves each position past one byte that is in the set or, if negated, is not. */
    private void step(BitSet bytes, boolean negated) {
        BitSet reached = new BitSet();
        for (int position = positions.nextSetBit(0);
                position >= 0 && position < name.length;
                position = positions.nextSetBit(position + 1)) {
            if (bytes.get(name[position] & 0xff) != negated) {
                reached.set(position + 1);
            }
        }
        positions = reached;
    }

    private void characterClass() {
        int start = at;
        char negation = has(Quirk.NEGATION_BY_EXCLAMATION_MARK) ? '!' : '^';
        boolean negated = at < pattern.length
                && (pattern[at] == negation && !has(Quirk.CARET_IS_LITERAL)
                        || pattern[at] == '!' && has(Quirk.EXCLAMATION_MARK_NEGATES_TOO));
        if (negated) {
            at++;
        }
        BitSet members = new BitSet();
        while (at < pattern.length && pattern[at] != ']') {
            if (pattern[at] == '\\'
                    && at + 1 < pattern.length
                    && !has(Quirk.NO_ESCAPES)
                    && !has(Quirk.NO_ESCAPES_IN_CLASSES)) {
                members.set(pattern[at + 1] & 0xff);
                at += 2;
            } else if (isRange()) {
                addRange(members, pattern[at] & 0xff, pattern[at + 2] & 0xff);
                at += 3;
            } else {
                members.set(pattern[at++] & 0xff);
            }
        }
        if (at == pattern.length && has(Quirk.UNCLOSED_CLASS_IS_LITERAL)) {
            at = start;
            literal((byte) '[');
            return;
        }
        at = Math.min(at + 1, pattern.length);
        step(members, negated);
    }

    private boolean isRange() {
        return at + 2 < pattern.length
                && pattern[at + 1] == '-'
                && !(has(Quirk.RANGE_STOPS_AT_BRACKET) && pattern[at + 2] == ']');
    }

    private void addRange(BitSet members, int from, int to) {
        if (from <= to) {
            members.set(from, to + 1);
        } else if (!has(Quirk.REVERSED_RANGE_IS_EMPTY)) {
            members.set(to, from + 1);
        }
    }
}
