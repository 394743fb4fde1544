// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.timeline;

import dev.coordination.Arguments;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The start of a payload, as messages show it: as text if it is valid UTF-8, otherwise in hexadecimal.
 *
 * @param start a copy of its first bytes
 * @param length the length of the whole payload
 */
record Payload(byte[] start, int length) {

    private static final int LONGEST = 60;

    static Payload startOf(byte[] bytes) {
        return new Payload(Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST)), bytes.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Payload that && length == that.length && Arrays.equals(start, that.start);
    }

    @Override
    public int hashCode() {
        return length; // Cheap; payloads of the same length are seldom compared.
    }

    @Override
    public String toString() {
        return describe() + (length > start.length ? "... (" + length + " bytes)" : "");
    }

    private String describe() {
        CharBuffer text = CharBuffer.allocate(start.length);
        boolean whole = length == start.length; // The cut may be in the middle of a character.
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(start), text, whole);
        return result.isError()
                ? "0x[" + HexFormat.ofDelimiter(" ").formatHex(start) + "]"
                : Arguments.quoted(text.flip().toString());
    }
}
