package dev.coordination.junit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The start of a payload, as messages show it: as text where it is text, in hexadecimal where it is not.
 *
 * @param start a copy of its first bytes
 * @param length how long all of it is
 */
record Payload(byte[] start, int length) {

    private static final int LONGEST = 60;

    static Payload startOf(byte[] bytes) {
        return new Payload(Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST)), bytes.length);
    }

    @Override
    public String toString() {
        return shown() + (length > start.length ? "... (" + length + " bytes)" : "");
    }

    private String shown() {
        try {
            return Shown.text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(start))
                    .toString());
        } catch (CharacterCodingException e) {
            return "0x[" + HexFormat.ofDelimiter(" ").formatHex(start) + "]";
        }
    }
}
