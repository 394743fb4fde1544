// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Increments a counter in a bare map. The value is stored in decimal, as in Redis, and nothing is checked. */
final class BareCounter {

    private BareCounter() {}

    /** Returns the decimal form of a non-negative counter plus one. */
    static byte[] next(String key, byte[] counter) {
        long value = 0;
        for (byte digit : counter) {
            value = value * 10 + digit - '0';
        }
        return Long.toString(value + 1).getBytes(ISO_8859_1);
    }
}
