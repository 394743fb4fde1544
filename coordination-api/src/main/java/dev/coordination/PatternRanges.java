// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.nio.charset.StandardCharsets;

/**
 * Refuses patterns that contain a range with one ASCII and one non-ASCII end. Redis reverses such a range on processors where
 * {@code char} is signed, but not where it is unsigned, so servers would disagree (P-03).
 *
 * <p>This class finds only the ranges of a pattern; it does not match names.
 */
final class PatternRanges {

    private PatternRanges() {}

    static String check(String pattern) {
        byte[] bytes = pattern.getBytes(StandardCharsets.UTF_8);
        int i = 0;
        while (i < bytes.length) {
            if (bytes[i] == '\\') {
                i += 2;
            } else if (bytes[i] == '[') {
                i = checkClass(pattern, bytes, i + 1);
            } else {
                i++;
            }
        }
        return pattern;
    }

    /** Checks the class whose content starts at {@code i}, and returns the index after its end. */
    private static int checkClass(String pattern, byte[] bytes, int i) {
        if (i < bytes.length && bytes[i] == '^') {
            i++;
        }
        while (i < bytes.length && bytes[i] != ']') {
            int left = bytes.length - i;
            if (bytes[i] == '\\' && left >= 2) {
                i += 2;
            } else if (left >= 3 && bytes[i + 1] == '-') {
                if (bytes[i] < 0 != bytes[i + 2] < 0) {
                    throw new IllegalArgumentException(
                            "pattern must not have a range with one ASCII and one non-ASCII end (P-03), but was "
                                    + Quoted.text(pattern));
                }
                i += 3;
            } else {
                i++;
            }
        }
        return i + 1;
    }
}
