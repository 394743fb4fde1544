package dev.coordination.junit;

import dev.coordination.Message;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Names and payloads as messages show them: in quotes, in a line, and not too long. */
final class Shown {

    /** How many characters, or bytes, are shown. */
    private static final int LONGEST = 60;

    private Shown() {}

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

    /** As text where it is text, in hexadecimal where it is not. */
    static String bytes(byte[] bytes) {
        try {
            return text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            String hex = HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(bytes.length, LONGEST));
            return "0x[" + hex + "]" + (bytes.length > LONGEST ? "... (" + bytes.length + " bytes)" : "");
        }
    }

    static String messages(List<Message> messages) {
        return messages.stream()
                .map(message -> bytes(message.payload()) + " on " + text(message.channel()))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
