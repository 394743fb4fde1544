// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import java.util.List;

/** Writes values of every kind in every way, and reads them back. */
public final class ValueCalls implements Generator {

    private static final byte[] OLD = utf8("old");
    private static final byte[] LARGE = utf8("x".repeat(1 << 20) + "\u00e9");

    /** Sizes around those of buffers and chunks, for bytes that cannot be compressed. */
    private static final List<Integer> SIZES = List.of(2, 3, 9, 100, 1_023, 1_024, 1_025, 2_049, 4_097, 8_193, 65_537);

    /** Sizes of values with equal hash codes or checksums. */
    private static final List<Integer> EQUAL_SIZES = List.of(5, 17, 33, 65, 100, 257, 1_000, 10_000, 70_000, 300_000);

    private interface Way {
        void write(Calls calls, String key, byte[] value);
    }

    private static final List<Way> WAYS = List.of(
            (calls, key, value) -> calls.cache().set(key, value),
            (calls, key, value) -> calls.cache().set(key, value, calls.units(1_000)),
            (calls, key, value) -> calls.cache().setIfAbsent(key, value),
            (calls, key, value) -> calls.cache().setIfAbsent(key, value, calls.units(1_000)),
            (calls, key, value) -> {
                calls.cache().set(key, OLD);
                calls.cache().set(key, value);
            },
            (calls, key, value) -> {
                calls.cache().set(key, OLD, calls.units(1_000));
                calls.cache().replace(key, OLD, value);
            });

    @Override
    public void generate(Calls calls) {
        int keys = 0;
        for (byte[] value : Values.ALL) {
            for (Way way : WAYS) {
                String key = calls.name(keys++);
                way.write(calls, key, value);
                calls.cache().get(key);
            }
        }
        generateLarge(calls);
    }

    /** Writes large values. */
    public static void generateLarge(Calls calls) {
        for (int size : SIZES) {
            byte[] value = calls.bytes(size);
            for (Way way : WAYS) {
                String key = size + " bytes, " + WAYS.indexOf(way);
                way.write(calls, key, value);
                calls.cache().get(key);
            }
        }
        for (int size : EQUAL_SIZES) {
            List<byte[]> equal = EqualHashes.like(calls.bytes(size), size / 2 - EqualHashes.BYTES / 2);
            for (byte[] value : equal) {
                calls.cache().set(size + " bytes, " + equal.indexOf(value), value);
                calls.cache().set("overwritten", value);
                calls.cache().get("overwritten");
                calls.cache().get(size + " bytes, " + equal.indexOf(value));
            }
        }
        String key = "large";
        calls.one(WAYS).write(calls, key, LARGE);
        calls.cache().get(key);
        // Smaller and smaller values of one key.
        for (int i = SIZES.size() - 1; i >= 0; i--) {
            calls.cache().set(key, calls.bytes(SIZES.get(i)));
            calls.cache().get(key);
        }
    }
}
