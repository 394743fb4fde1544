// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Matches names as the P rules say, with as little cleverness as possible: it reads the pattern anew for each byte, and
 * tries every length for a {@code *}, so it may take exponential time. It shares no code and no approach with {@link Glob}.
 */
final class ReferenceMatcher {

    private ReferenceMatcher() {}

    static boolean matches(String pattern, String name) {
        return matches(pattern.getBytes(UTF_8), name.getBytes(UTF_8));
    }

    private static boolean matches(byte[] pattern, byte[] name) {
        if (pattern.length == 0) {
            return name.length == 0;
        }
        if (pattern[0] == '*') {
            for (int taken = 0; taken <= name.length; taken++) {
                if (matches(from(pattern, 1), from(name, taken))) {
                    return true;
                }
            }
            return false;
        }
        int end = endOfFirst(pattern);
        return name.length > 0
                && matchesByte(Arrays.copyOf(pattern, end), name[0] & 0xff)
                && matches(from(pattern, end), from(name, 1));
    }

    private static byte[] from(byte[] bytes, int start) {
        return Arrays.copyOfRange(bytes, start, bytes.length);
    }

    /** Returns the index after the first part of a pattern; that part matches a single byte. */
    private static int endOfFirst(byte[] pattern) {
        if (pattern[0] == '\\') {
            return Math.min(2, pattern.length);
        }
        if (pattern[0] != '[') {
            return 1;
        }
        int at = pattern.length > 1 && pattern[1] == '^' ? 2 : 1;
        while (at < pattern.length && pattern[at] != ']') {
            at += lengthOfMember(pattern, at);
        }
        return Math.min(at + 1, pattern.length);
    }

    /** Returns the length of a member of a class: an escape, a range or a single byte. */
    private static int lengthOfMember(byte[] pattern, int at) {
        int left = pattern.length - at;
        if (pattern[at] == '\\') {
            return Math.min(2, left);
        }
        return left >= 3 && pattern[at + 1] == '-' ? 3 : 1;
    }

    private static boolean matchesByte(byte[] part, int b) {
        return switch (part[0]) {
            case '?' -> true;
            case '\\' -> (part[part.length - 1] & 0xff) == b;
            case '[' -> part.length > 1 && part[1] == '^' ? !isMember(part, 2, b) : isMember(part, 1, b);
            default -> (part[0] & 0xff) == b;
        };
    }

    private static boolean isMember(byte[] part, int start, int b) {
        for (int at = start; at < part.length && part[at] != ']'; at += lengthOfMember(part, at)) {
            int last = part[at + lengthOfMember(part, at) - 1] & 0xff;
            int first = part[at] == '\\' ? last : part[at] & 0xff;
            if (Math.min(first, last) <= b && b <= Math.max(first, last)) {
                return true;
            }
        }
        return false;
    }
}
