// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.timeline;

import dev.coordination.Arguments;
import dev.coordination.Leadership;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Creates snapshots of arguments and results, as they were when the call ended. A snapshot has a limited size and no
 * references to the original. Two snapshots are equal if they are shown in the same way.
 */
final class Snapshot {

    /** How many elements of a collection are shown. */
    private static final int MOST_ELEMENTS = 20;

    /** How many characters of an exception are shown. */
    private static final int LONGEST_FAILURE = 1_000;

    /** A value that is kept as text. */
    private record Words(String words) {}

    private Snapshot() {}

    /** Returns a copy, or the value itself if it is small and cannot change. */
    static @Nullable Object of(@Nullable Object value) {
        if (value == null || isSmall(value)) {
            return value;
        }
        if (value instanceof byte[] bytes) {
            return Payload.startOf(bytes);
        }
        if (value instanceof Optional<?> optional) {
            return optional.isEmpty() ? optional : optional.map(Snapshot::of);
        }
        try {
            return new Words(asText(value));
        } catch (RuntimeException e) { // The test's objects may change while they are read, or throw.
            return new Words("(cannot be shown: " + e.getClass().getName() + ")");
        }
    }

    private static boolean isSmall(Object value) {
        return value instanceof String text && DisplayText.isShort(text)
                || value instanceof Boolean
                || value instanceof Number
                || value instanceof Duration
                || value instanceof Leadership term
                        && DisplayText.isShort(term.election())
                        && DisplayText.isShort(term.nodeId());
    }

    /** Returns a snapshot in readable form. */
    static String shown(@Nullable Object snapshot) {
        if (snapshot instanceof Words words) {
            return words.words;
        }
        return snapshot == null ? "null" : asText(snapshot);
    }

    static String asText(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(Snapshot::shown).orElse("empty");
        }
        if (value instanceof String text) {
            return Arguments.quoted(text);
        }
        if (value instanceof Topic topic) {
            return Arguments.quoted(topic.name());
        }
        if (value instanceof Message message) {
            return DisplayText.messages(List.of(message));
        }
        if (value instanceof Leadership term) {
            return Arguments.quoted(term.nodeId()) + " in term " + term.fencingToken() + " of "
                    + Arguments.quoted(term.election());
        }
        if (value instanceof Collection<?> several) {
            return elements(several, "[", "]");
        }
        if (value instanceof Map<?, ?> map) {
            return elements(map.entrySet(), "{", "}");
        }
        return otherAsText(value);
    }

    private static String otherAsText(Object value) {
        if (value instanceof Map.Entry<?, ?> entry) {
            return element(entry.getKey()) + "=" + element(entry.getValue());
        }
        if (value instanceof MessageListener) {
            return "a listener";
        }
        String words = value.toString();
        return words.length() > LONGEST_FAILURE
                ? words.substring(0, LONGEST_FAILURE) + "... (" + words.length() + " characters)"
                : words;
    }

    private static String elements(Collection<?> all, String open, String close) {
        String shown = all.stream().limit(MOST_ELEMENTS).map(Snapshot::element).collect(Collectors.joining(", "));
        return open + shown + (all.size() > MOST_ELEMENTS ? ", ... (" + all.size() + " in all)" : "") + close;
    }

    private static String element(@Nullable Object element) {
        return element == null ? "null" : asText(element);
    }
}
