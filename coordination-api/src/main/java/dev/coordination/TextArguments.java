// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Checks arguments that are text. A name is non-empty, well-formed Unicode with a limited number of bytes in UTF-8 (G-01). */
final class TextArguments {

    /** The maximum number of bytes of a {@code char} in UTF-8; a pair of surrogates takes four. */
    private static final int MAX_BYTES_OF_CHAR = 3;

    private TextArguments() {}

    static String check(String name, String argument, int maxBytes) {
        Arguments.notNull(name, argument);
        if (name.isEmpty()) {
            throw new IllegalArgumentException(argument + " must not be empty (G-01), but was \"\"");
        }
        checkWellFormed(name, argument, "G-01");
        if (name.length() <= maxBytes / MAX_BYTES_OF_CHAR) {
            return name; // Short enough whatever the characters are, so there is no need to count.
        }
        long bytes = utf8Length(name);
        if (bytes > maxBytes) {
            throw new IllegalArgumentException(argument + " must be at most " + maxBytes
                    + " bytes in UTF-8 (G-01), but was " + bytes + " bytes: " + Quoted.text(name));
        }
        return name;
    }

    static void checkWellFormed(String text, String argument, String rule) {
        Arguments.notNull(text, argument);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (!pair) {
                throw new IllegalArgumentException(argument + " must be well-formed Unicode (" + rule
                        + "), but had an unpaired surrogate \\u"
                        + HexFormat.of().toHexDigits(c) + " at index " + i + ": "
                        + Quoted.text(text));
            }
            i++;
        }
    }

    /** Returns text in UTF-8, after checking that it has no unpaired surrogate, which UTF-8 cannot represent. */
    static byte[] utf8(String text, String argument, String rule) {
        checkWellFormed(text, argument, rule);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the number of bytes in UTF-8. Uses a loop, because a stream takes much longer until it is compiled. */
    private static long utf8Length(String wellFormed) {
        long bytes = 0;
        for (int i = 0; i < wellFormed.length(); i++) {
            bytes += utf8Length(wellFormed.charAt(i));
        }
        return bytes;
    }

    private static int utf8Length(char c) {
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3; // A pair of surrogates takes four bytes, two for each.
    }
}
