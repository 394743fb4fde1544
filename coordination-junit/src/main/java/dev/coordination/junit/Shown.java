package dev.coordination.junit;

import dev.coordination.Message;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Names and payloads as messages show them: in quotes, in a line, and not too long. */
final class Shown {

    /** How many characters are shown. */
    private static final int LONGEST = 60;

    private Shown() {}

    /** Returns whether a text is shown to its end. */
    static boolean isShort(String text) {
        return text.length() <= LONGEST;
    }

    static String text(String text) {
        String start = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        StringBuilder shown = new StringBuilder("\"");
        start.codePoints()
                .forEach(point -> shown.append(
                        Character.isISOControl(point) ? String.format("\\u%04x", point) : Character.toString(point)));
        shown.append('"');
        return text.length() > LONGEST ? shown + "... (" + text.length() + " characters)" : shown.toString();
    }

    static String texts(Collection<String> texts) {
        return texts.stream().map(Shown::text).collect(Collectors.joining(", ", "[", "]"));
    }

    static String bytes(byte[] bytes) {
        return Payload.startOf(bytes).toString();
    }

    static String messages(List<Message> messages) {
        return messages.stream()
                .map(message -> bytes(message.payload()) + " on " + text(message.channel()))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
