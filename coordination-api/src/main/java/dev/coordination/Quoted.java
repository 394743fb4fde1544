// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats names and other values for messages: on one line, and short, because a name can be 64 KiB long. */
final class Quoted {

    /** How many characters of a name are shown. */
    private static final int NAME_LIMIT = 60;

    /** How many characters of any other text, such as the message of an exception, are shown. */
    private static final int TEXT_LIMIT = 1_000;

    /** How many elements of a collection or a map are shown. */
    private static final int ELEMENT_LIMIT = 3;

    private Quoted() {}

    static String text(String text) {
        return shortened(text, NAME_LIMIT, "\"");
    }

    private static String shortened(String text, int limit, String quote) {
        StringBuilder shown = new StringBuilder(quote);
        text.chars().limit(limit).forEach(c -> append(shown, (char) c));
        shown.append(quote);
        if (text.length() > limit) {
            shown.append("... (").append(text.length()).append(" characters)");
        }
        return shown.toString();
    }

    private static void append(StringBuilder quoted, char c) {
        switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                quoted.append("\\u").append(HexFormat.of().toHexDigits(c));
            default -> quoted.append(c);
        }
    }

    static String topics(Collection<Topic> topics) {
        return firstOf(topics, Topic::toString);
    }

    private static <T extends @Nullable Object> String firstOf(Collection<T> all, Function<T, String> shown) {
        String first = all.stream().limit(ELEMENT_LIMIT).map(shown).collect(Collectors.joining(", "));
        int more = all.size() - ELEMENT_LIMIT;
        return more > 0 ? first + " and " + more + " more" : first;
    }

    /**
     * Formats an argument or a result of a call: text in quotes, and a byte array as its size only, because its content may
     * be secret.
     */
    static String value(@Nullable Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof byte[] bytes) {
            return bytes.length + " bytes";
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(content -> "Optional[" + value(content) + "]").orElse("Optional.empty");
        }
        if (value instanceof Collection<?> collection) {
            return "[" + firstOf(collection, Quoted::value) + "]";
        }
        if (value instanceof Map<?, ?> map) {
            return "{" + firstOf(map.entrySet(), Quoted::value) + "}";
        }
        if (value instanceof Map.Entry<?, ?> entry) {
            return value(entry.getKey()) + "=" + value(entry.getValue());
        }
        return shortened(String.valueOf(value), TEXT_LIMIT, "");
    }
}
