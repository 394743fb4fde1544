// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Reads and writes a sequence of netstrings: {@code 4:role,6:leader,}. Lengths are in bytes, so nothing needs escaping. Reading
 * throws an {@link IllegalArgumentException} or {@link IndexOutOfBoundsException} if the bytes are not such a sequence.
 */
final class Netstrings {

    /** The maximum number of digits of a length: a Redis value is at most 512 MiB long. */
    private static final int MAX_LENGTH_DIGITS = 9;

    private final byte[] bytes;
    private int at;

    Netstrings(byte[] bytes) {
        this.bytes = bytes;
    }

    static void write(ByteArrayOutputStream out, byte[] content) {
        out.writeBytes(Utf8.bytes(content.length + ":"));
        out.writeBytes(content);
        out.write(',');
    }

    boolean hasNext() {
        return at < bytes.length;
    }

    byte[] next() {
        int colon = at;
        while (bytes[colon] != ':') {
            colon++;
        }
        if (colon - at > MAX_LENGTH_DIGITS) {
            throw new IllegalArgumentException("a length has " + (colon - at) + " digits");
        }
        int length = Integer.parseUnsignedInt(Utf8.text(bytes, at, colon));
        int end = colon + 1 + length;
        if (bytes[end] != ',') {
            throw new IllegalArgumentException("no comma at " + end);
        }
        at = end + 1;
        return Arrays.copyOfRange(bytes, colon + 1, end);
    }
}
