// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coordination.Arguments;
import dev.coordination.CounterOverflowException;
import dev.coordination.NotACounterException;

/** Converts counters to and from their values, the canonical decimals of 64-bit integers (C-09). */
final class Counters {

    private Counters() {}

    /** Returns the counter in {@code value} plus {@code delta}. */
    static long add(String key, byte[] value, long delta) {
        long before = parse(key, value);
        try {
            return Math.addExact(before, delta);
        } catch (ArithmeticException e) {
            throw new CounterOverflowException("key " + Arguments.quoted(key) + " holds " + before + ", and "
                    + (delta < 0 ? "" : "+") + delta + " would leave the 64-bit range (C-10)");
        }
    }

    static byte[] format(long counter) {
        return Long.toString(counter).getBytes(ISO_8859_1);
    }

    static long parse(String key, byte[] value) {
        boolean negative = value.length > 0 && value[0] == '-';
        int first = negative ? 1 : 0;
        if (first == value.length || value[first] == '0' && value.length > 1) {
            throw notACounter(key, value);
        }
        long negatedMagnitude = 0; // Negative, because only then does every 64-bit integer fit.
        for (int i = first; i < value.length; i++) {
            int digit = value[i] - '0';
            if (digit < 0
                    || digit > 9
                    || negatedMagnitude < Long.MIN_VALUE / 10
                    || negatedMagnitude * 10 < Long.MIN_VALUE + digit) {
                throw notACounter(key, value);
            }
            negatedMagnitude = negatedMagnitude * 10 - digit;
        }
        if (negative) {
            return negatedMagnitude;
        }
        if (negatedMagnitude == Long.MIN_VALUE) {
            throw notACounter(key, value);
        }
        return -negatedMagnitude;
    }

    private static NotACounterException notACounter(String key, byte[] value) {
        return new NotACounterException("key " + Arguments.quoted(key) + " holds "
                + Arguments.quoted(new String(value, ISO_8859_1))
                + ", which is not the canonical decimal form of a 64-bit integer (C-09)");
    }
}
