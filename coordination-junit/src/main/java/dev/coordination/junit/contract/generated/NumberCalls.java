// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import java.util.List;

/** Increments entries. */
public final class NumberCalls {

    private static final List<Long> NUMBERS = List.of(
            0L,
            1L,
            -1L,
            7L,
            9L,
            -10L,
            99L,
            127L,
            255L,
            32_768L,
            -65_536L,
            (1L << 31) - 1,
            1L << 31,
            -(1L << 31) - 1,
            (1L << 32) - 1,
            1L << 32,
            (1L << 53) - 1,
            1L << 53,
            (1L << 53) + 1,
            -(1L << 53) - 1,
            1_000_000_000_000_000_000L,
            Long.MAX_VALUE - 1,
            Long.MAX_VALUE,
            Long.MIN_VALUE + 1,
            Long.MIN_VALUE);

    private NumberCalls() {}

    /** Adds numbers whose sum fits in 64 bits. */
    public static void generateSums(Calls calls) {
        generate(calls, false);
    }

    /** Adds numbers whose sum does not fit in 64 bits. */
    public static void generateOverflows(Calls calls) {
        generate(calls, true);
    }

    private static void generate(Calls calls, boolean overflows) {
        int keys = 0;
        for (long start : NUMBERS) {
            for (long delta : NUMBERS) {
                if (overflows(start, delta) == overflows) {
                    String key = calls.name(keys++);
                    start(calls, key, start);
                    increment(calls, key, delta);
                    calls.cache().get(key);
                    if (overflows) {
                        calls.cache().ttl(key);
                    }
                    increment(calls, key, calls.one(List.of(1L, -1L, 0L)));
                }
            }
        }
    }

    /** Lets counters that expire reach each number. */
    public static void generateExpiring(Calls calls) {
        int keys = 0;
        for (long number : NUMBERS) {
            for (long delta : List.of(1L, -1L, 0L, number)) {
                if (!overflows(number, -delta)) {
                    String key = calls.name(keys++);
                    calls.cache().set(key, utf8(Long.toString(number - delta)), calls.units(1_000));
                    increment(calls, key, delta);
                    calls.cache().ttl(key);
                }
            }
        }
    }

    private static boolean overflows(long start, long delta) {
        long sum = start + delta;
        return ((start ^ sum) & (delta ^ sum)) < 0;
    }

    private static void start(Calls calls, String key, long number) {
        byte[] text = utf8(Long.toString(number));
        switch (calls.below(5)) {
            case 0 -> calls.cache().set(key, text);
            case 1 -> calls.cache().set(key, text, calls.units(1_000));
            case 2 -> calls.cache().setIfAbsent(key, text);
            case 3 -> calls.cache().increment(key, number);
            default -> calls.cache().increment(key, number, calls.units(1_000));
        }
    }

    private static void increment(Calls calls, String key, long delta) {
        if (calls.below(2) == 0) {
            calls.cache().increment(key, delta);
        } else {
            calls.cache().increment(key, delta, calls.units(2_000));
        }
    }

    /** Increments values of every kind, many of which look like numbers. Most of them are not counters. */
    public static void generateTexts(Calls calls) {
        int keys = 0;
        for (byte[] value : Values.ALL) {
            String key = calls.name(keys++);
            if (calls.below(2) == 0) {
                calls.cache().set(key, value);
            } else {
                calls.cache().set(key, value, calls.units(1_000));
            }
            increment(calls, key, calls.one(List.of(1L, 0L, -1L)));
            calls.cache().get(key);
            calls.cache().ttl(key);
        }
    }
}
