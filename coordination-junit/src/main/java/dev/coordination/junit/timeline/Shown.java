package dev.coordination.junit.timeline;

import dev.coordination.Message;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Names and payloads as messages show them: in quotes, in a line, and not too long.
 *
 * @since 0.1.0
 */
public final class Shown {

    /** How many characters are shown. */
    private static final int LONGEST = 60;

    private Shown() {}

    /** Returns whether a text is shown to its end. */
    static boolean isShort(String text) {
        return text.length() <= LONGEST;
    }

    /**
     * Returns a text in quotes.
     *
     * @param text the text
     * @return what messages show
     * @since 0.1.0
     */
    public static String text(String text) {
        String start = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        StringBuilder shown = new StringBuilder("\"");
        start.codePoints()
                .forEach(point -> shown.append(
                        Character.isISOControl(point) ? String.format("\\u%04x", point) : Character.toString(point)));
        shown.append('"');
        return text.length() > LONGEST ? shown + "... (" + text.length() + " characters)" : shown.toString();
    }

    /**
     * Returns texts in brackets.
     *
     * @param texts the texts
     * @return what messages show
     * @since 0.1.0
     */
    public static String texts(Collection<String> texts) {
        return texts.stream().map(Shown::text).collect(Collectors.joining(", ", "[", "]"));
    }

    /**
     * Returns the start of a payload, as text if it is text.
     *
     * @param bytes the payload
     * @return what messages show
     * @since 0.1.0
     */
    public static String bytes(byte[] bytes) {
        return Payload.startOf(bytes).toString();
    }

    /**
     * Returns payloads with their channels.
     *
     * @param messages the messages
     * @return what messages show
     * @since 0.1.0
     */
    public static String messages(List<Message> messages) {
        return messages.stream()
                .map(message -> bytes(message.payload()) + " on " + text(message.channel()))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
