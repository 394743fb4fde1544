// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** A counter in a bare map, kept as its decimal, as in Redis; no check of any kind. */
final class BareCounter {

    private BareCounter() {}

    /** Returns the decimal of one more than a counter that is not negative. */
    static byte[] next(String key, byte[] counter) {
        long value = 0;
        for (byte digit : counter) {
            value = value * 10 + digit - '0';
        }
        return Long.toString(value + 1).getBytes(ISO_8859_1);
    }
}
