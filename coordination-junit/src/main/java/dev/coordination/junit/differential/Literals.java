// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Formats values as Java source, in ASCII. */
final class Literals {

    /** At least this many equal characters in a row are written with {@code repeat}. */
    private static final int REPEATED = 64;

    /** The number of whole seconds that a {@code long} can count in nanoseconds. */
    private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000_000_000;

    /** A unit of time, and the method that creates durations in this unit. */
    private record Unit(String factory, long millis) {}

    private static final List<Unit> UNITS = List.of(
            new Unit("ofDays", 86_400_000),
            new Unit("ofHours", 3_600_000),
            new Unit("ofMinutes", 60_000),
            new Unit("ofSeconds", 1_000),
            new Unit("ofMillis", 1));

    private Literals() {}

    static String of(String text) {
        StringBuilder java = new StringBuilder();
        int from = 0;
        for (int i = 0, end; i < text.length(); i = end) {
            end = endOfRun(text, i);
            if (end - i >= REPEATED) {
                if (from < i) {
                    java.append(quoted(text.substring(from, i))).append(" + ");
                }
                java.append(quoted(text.substring(i, i + 1)))
                        .append(".repeat(")
                        .append(end - i)
                        .append(")");
                java.append(end < text.length() ? " + " : "");
                from = end;
            }
        }
        return from < text.length() || text.isEmpty() ? java + quoted(text.substring(from)) : java.toString();
    }

    private static int endOfRun(String text, int from) {
        int end = from + 1;
        while (end < text.length() && text.charAt(end) == text.charAt(from)) {
            end++;
        }
        return end;
    }

    private static String quoted(String text) {
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

    static String of(Duration duration) {
        if (Math.abs((double) duration.getSeconds()) > MOST_SECONDS) {
            return "Duration.ofSeconds(" + of(duration.getSeconds()) + ", " + duration.getNano() + ")";
        }
        if (duration.toNanosPart() % 1_000_000 != 0) {
            return "Duration.ofNanos(" + of(duration.toNanos()) + ")";
        }
        long millis = duration.toMillis();
        return UNITS.stream()
                .filter(unit -> millis % unit.millis() == 0)
                .map(unit -> "Duration." + unit.factory() + "(" + of(millis / unit.millis()) + ")")
                .findFirst()
                .orElseThrow();
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
