// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes the percent-encoding of URIs. A plus sign stands for itself. */
final class PercentEncoding {

    private PercentEncoding() {}

    /**
     * Decodes a part of a URI. Text that is not well-formed is refused, because a replacement character would be another name or
     * password.
     *
     * @param part the name of the part in error messages
     * @param uri the URI that contains it
     */
    static String decode(String encoded, String part, UriParts uri) {
        try {
            ByteBuffer in = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(encoded));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            while (in.hasRemaining()) {
                byte next = in.get();
                out.write(next == '%' ? hexDigit(in) << 4 | hexDigit(in) : next);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(out.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw uri.mustHave("percent-encoded UTF-8 in its " + part);
        }
    }

    private static int hexDigit(ByteBuffer in) throws CharacterCodingException {
        int digit = in.hasRemaining() ? Character.digit(in.get(), 16) : -1;
        if (digit < 0) {
            throw new CharacterCodingException();
        }
        return digit;
    }
}
