// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;

/** A codec of text in UTF-8. What is malformed is refused and not replaced, so that all callers get the same text. */
final class TextCodec implements ValueCodec<String> {

    @Override
    public byte[] encode(String text) {
        try {
            ByteBuffer bytes = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] encoded = new byte[bytes.remaining()];
            bytes.get(encoded);
            return encoded;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the text has an unpaired surrogate, which UTF-8 cannot represent", e);
        }
    }

    @Override
    public String decode(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the bytes are not UTF-8", e);
        }
    }

    @Override
    public String toString() {
        return "ValueCodec.text()";
    }
}
