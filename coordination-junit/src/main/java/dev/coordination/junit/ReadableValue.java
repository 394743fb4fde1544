// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Formats values so that an IDE can show how two of them differ. */
final class ReadableValue {

    private ReadableValue() {}

    /** Returns the whole value: as text if it is valid UTF-8, otherwise in hexadecimal. */
    static String of(byte[] value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            return "0x[" + HexFormat.ofDelimiter(" ").formatHex(value) + "]";
        }
    }
}
