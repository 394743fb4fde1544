// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.SplittableRandom;

/** Operations on sets of actors that are represented as bits. */
final class Bits {

    /** Time and the end, which are not actors but can be chosen like them. */
    static final long SPECIAL = 1L << Run.TIME | 1L << Run.END;

    private Bits() {}

    static int lowest(long bits) {
        return Long.numberOfTrailingZeros(bits);
    }

    static boolean contains(long bits, int number) {
        return (bits & 1L << number) != 0;
    }

    /** Returns one of the elements at random. */
    static int anyOf(long bits, SplittableRandom random) {
        long left = bits;
        for (int skip = random.nextInt(Long.bitCount(bits)); skip > 0; skip--) {
            left &= left - 1;
        }
        return lowest(left);
    }
}
