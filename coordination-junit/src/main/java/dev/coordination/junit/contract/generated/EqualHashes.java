// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import java.util.ArrayList;
import java.util.List;

/** Different values of equal length and with equal hash codes or checksums, by any of which an adapter might tell values apart. */
final class EqualHashes {

    /** The number of bytes in which the values differ. */
    static final int BYTES = 5;

    /** The factors of polynomial hash codes, each of which a byte can be changed by. */
    private static final int[] FACTORS = {31, 33, 37, 101};

    /** From this byte, each factor can be subtracted, and two added, without a change of the sign. */
    private static final byte LARGE = 110;

    /** The generators of CRC-32 and CRC-32C, highest power first, without the first bit, which is one. */
    private static final int[] GENERATORS = {0x04C11DB7, 0x1EDC6F41};

    private EqualHashes() {}

    /** Returns values like the given one, of at least five bytes, which differ in five bytes from a position on. */
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
            other[position] ^= 1; // the first bit: the lowest of a byte comes first
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
