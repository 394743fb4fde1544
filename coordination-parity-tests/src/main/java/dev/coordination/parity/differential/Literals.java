// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.differential;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Formats values as Java source, in ASCII. */
final class Literals {

    /** A text of at least this many equal characters is written with {@code repeat}. */
    private static final int REPEATED = 64;

    private Literals() {}

    static String of(String text) {
        if (text.length() >= REPEATED && text.chars().distinct().count() == 1) {
            return of(text.substring(0, 1)) + ".repeat(" + text.length() + ")";
        }
        StringBuilder literal = new StringBuilder("\"");
        text.chars().forEach(unit -> literal.append(escaped((char) unit)));
        return literal.append('"').toString();
    }

    private static String escaped(char unit) {
        return switch (unit) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            default ->
                unit >= ' ' && unit < 127
                        ? Character.toString(unit)
                        : "\\u" + HexFormat.of().toHexDigits(unit);
        };
    }

    /** Returns the source of a byte array, as text if it is valid UTF-8. */
    static String of(byte[] bytes) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return "utf8(" + of(text.toString()) + ")";
        } catch (CharacterCodingException e) {
            String numbers = Arrays.toString(bytes);
            return "new byte[] {" + numbers.substring(1, numbers.length() - 1) + "}";
        }
    }

    static String of(long number) {
        if (number == Long.MIN_VALUE) {
            return "Long.MIN_VALUE";
        }
        return number + (number == (int) number ? "" : "L");
    }

    static String of(Map<String, String> map) {
        return new TreeMap<>(map)
                .entrySet().stream()
                        .map(entry -> of(entry.getKey()) + ", " + of(entry.getValue()))
                        .collect(Collectors.joining(", ", "Map.of(", ")"));
    }

    /** Formats a set or a map of texts with its elements sorted. */
    static String ofUnordered(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return joined(
                    "Map",
                    map.entrySet().stream()
                            .map(entry -> ofUnordered(entry.getKey()) + "=" + ofUnordered(entry.getValue())));
        }
        if (value instanceof Set<?> set) {
            return joined("Set", set.stream().map(Literals::ofUnordered));
        }
        return value instanceof String text ? of(text) : String.valueOf(value);
    }

    private static String joined(String type, Stream<String> elements) {
        return elements.sorted().collect(Collectors.joining(", ", type + "{", "}"));
    }
}
