// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.timeline;

import dev.coordination.Arguments;
import dev.coordination.CoordinationCall;
import dev.coordination.Message;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Formats names and payloads for messages: in quotes, on one line, and shortened.
 *
 * @since 0.1.0
 */
public final class DisplayText {

    /** How many characters {@link Arguments#quoted} shows. */
    private static final int LONGEST = 60;

    private DisplayText() {}

    /** Returns whether a text is shown in full; otherwise its length follows the quotes. */
    static boolean isShort(String text) {
        return text.length() <= LONGEST;
    }

    /**
     * Returns texts in brackets.
     *
     * @param texts the texts
     * @return the text for messages
     * @since 0.1.0
     */
    public static String texts(Collection<String> texts) {
        return texts.stream().map(Arguments::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    /**
     * Returns the start of a payload, as text if it is valid UTF-8, otherwise in hexadecimal.
     *
     * @param bytes the payload
     * @return the text for messages
     * @since 0.1.0
     */
    public static String bytes(byte[] bytes) {
        return Payload.startOf(bytes).toString();
    }

    /**
     * Returns a call with its arguments, and with the handle unless it is the first one.
     *
     * @param call the call
     * @return the text for messages, such as {@code cache.get("k")} or {@code handle 2: cache.get("k")}
     * @since 0.1.0
     */
    public static String call(CoordinationCall call) {
        return (call.handle().equals("1") ? "" : "handle " + call.handle() + ": ")
                + TimelineCall.of(call).inWords();
    }

    /**
     * Returns the result of a call.
     *
     * @param result the result
     * @return the text for messages
     * @since 0.1.0
     */
    public static String result(@Nullable Object result) {
        return Snapshot.shown(Snapshot.of(result));
    }

    /**
     * Returns payloads with their channels.
     *
     * @param messages the messages
     * @return the text for messages
     * @since 0.1.0
     */
    public static String messages(List<Message> messages) {
        return messages.stream()
                .map(message -> bytes(message.payload()) + " on " + Arguments.quoted(message.channel()))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
