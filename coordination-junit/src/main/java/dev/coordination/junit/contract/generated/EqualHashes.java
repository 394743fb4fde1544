// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import java.util.ArrayList;
import java.util.List;

/**
 * Different values of equal length with equal hash codes or checksums, any of which an adapter might use to tell values
 * apart.
 */
final class EqualHashes {

    /** The number of bytes in which the values differ. */
    static final int BYTES = 5;

    /** The factors of polynomial hash codes. Each is small enough to be subtracted from a byte. */
    private static final int[] FACTORS = {31, 33, 37, 101};

    /** A byte from which each factor can be subtracted, and to which 2 can be added, without changing its sign. */
    private static final byte LARGE = 110;

    /** The generator polynomials of CRC-32 and CRC-32C, highest power first, without the first bit, which is 1. */
    private static final int[] GENERATORS = {0x04C11DB7, 0x1EDC6F41};

    private EqualHashes() {}

    /**
     * Returns values like the given one, which must have at least five bytes. They differ only within the five bytes
     * that start at the given position.
     */
    static List<byte[]> like(byte[] value, int position) {
        byte[] base = value.clone();
        for (int i = 0; i < BYTES; i++) {
            base[position + i] = LARGE;
        }
        List<byte[]> values = new ArrayList<>(List.of(base));
        for (int factor : FACTORS) {
            values.add(plus(base, position, 1, -factor, 0));
        }
        values.add(plus(base, position, 1, -2, 1)); // Adler-32 and Fletcher
        values.add(plus(base, position, 1, -1, 0)); // sum
        for (int generator : GENERATORS) {
            byte[] other = base.clone();
            other[position] ^= 1; // The first bit: the lowest bit of a byte comes first.
            for (int i = 0; i < Integer.SIZE; i++) {
                int bit = generator >>> (Integer.SIZE - 1 - i) & 1;
                other[position + (i + 1) / Byte.SIZE] ^= (byte) (bit << (i + 1) % Byte.SIZE);
            }
            values.add(other);
        }
        return values;
    }

    private static byte[] plus(byte[] base, int position, int first, int second, int third) {
        byte[] other = base.clone();
        other[position] += (byte) first;
        other[position + 1] += (byte) second;
        other[position + 2] += (byte) third;
        return other;
    }
}
