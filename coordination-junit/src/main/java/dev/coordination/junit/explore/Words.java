// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.Leadership;
import dev.coordination.Message;
import dev.coordination.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats steps and values for timelines and messages. */
final class Words {

    private static final int MAX_TEXT = 40;

    private Words() {}

    static String of(Event event) {
        StringBuilder words = new StringBuilder(of(event.step));
        if (event.thrown != null) {
            words.append(" threw ").append(event.thrown.getClass().getSimpleName());
        } else if (!event.ended) {
            words.append(" ...");
        } else if (event.result != null) {
            words.append(" = ").append(of(event.result));
        }
        return words.toString();
    }

    /** Describes an exception on one line. */
    static String of(RuntimeException thrown) {
        String message = thrown.getMessage();
        String name = thrown.getClass().getSimpleName();
        return message == null
                ? name
                : name + ": " + message.lines().findFirst().orElse("");
    }

    static String of(Step step) {
        StringBuilder words = new StringBuilder(step.name);
        for (int i = 0; i < step.arguments.length; i++) {
            words.append(i == 0 ? "(" : ", ").append(of(step.arguments[i]));
        }
        if (step.arguments.length > 0) {
            words.append(')');
        } else if (step.name.indexOf('.') > 0) {
            words.append("()");
        }
        return words.toString();
    }

    static String of(@Nullable Object value) {
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof byte[] bytes) {
            return of(bytes);
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(content -> of(content)).orElse("empty");
        }
        if (value instanceof Leadership leadership) {
            return leadership.nodeId() + " with token " + leadership.fencingToken();
        }
        if (value instanceof Message message) {
            return message.channel() + ": " + of(message.payload());
        }
        if (value instanceof Topic topic) {
            return quoted(topic.name());
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream().map(element -> of(element)).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> of(entry.getKey()) + "=" + of(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Duration duration) {
            return of(duration);
        }
        return shortened(String.valueOf(value));
    }

    static String of(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT).replaceAll("([hm])(?=.)", "$1 ");
    }

    private static String of(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.chars().noneMatch(Character::isISOControl)) {
                return quoted(text);
            }
        } catch (CharacterCodingException e) {
            // Not text, so that only its size is shown.
        }
        return bytes.length + " bytes";
    }

    private static String quoted(String text) {
        return '"' + shortened(text) + '"';
    }

    private static String shortened(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
    }
}
