// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks arguments, and formats names for messages. For authors of adapters: every adapter checks all arguments before it does
 * anything else.
 *
 * <p>Each check returns its argument, or an immutable copy of it. If the argument is invalid, the check throws a
 * {@link NullPointerException}, or an {@link IllegalArgumentException} whose message contains the name of the argument, the
 * rule, and the value received.
 *
 * @since 0.1.0
 */
public final class Arguments {

    /** The maximum length of a name, in bytes of UTF-8 (G-01). */
    private static final int MAX_NAME_BYTES = 64 * 1024;

    /** The maximum length of a pattern, in bytes of UTF-8 (G-01). */
    private static final int MAX_PATTERN_BYTES = 1024;

    /** The longest TTL (G-02): about a hundred years, so that no backend's clock overflows. */
    private static final Duration MAX_TTL = Duration.ofDays(36_500);

    private Arguments() {}

    /**
     * Checks a key (G-01).
     *
     * @param key the key
     * @return the key
     * @throws IllegalArgumentException if it is empty, not well-formed Unicode, or longer than 64 KiB
     * @since 0.1.0
     */
    public static String key(String key) {
        return TextArguments.check(key, "key", MAX_NAME_BYTES);
    }

    /**
     * Checks a channel (G-01).
     *
     * @param channel the channel
     * @return the channel
     * @throws IllegalArgumentException if it is empty, not well-formed Unicode, or longer than 64 KiB
     * @since 0.1.0
     */
    public static String channel(String channel) {
        return TextArguments.check(channel, "channel", MAX_NAME_BYTES);
    }

    /**
     * Checks the name of an election (G-01).
     *
     * @param election the election
     * @return the election
     * @throws IllegalArgumentException if it is empty, not well-formed Unicode, or longer than 64 KiB
     * @since 0.1.0
     */
    public static String election(String election) {
        return TextArguments.check(election, "election", MAX_NAME_BYTES);
    }

    /**
     * Checks a node id (G-01).
     *
     * @param nodeId the node id
     * @return the node id
     * @throws IllegalArgumentException if it is empty, not well-formed Unicode, or longer than 64 KiB
     * @since 0.1.0
     */
    public static String nodeId(String nodeId) {
        return TextArguments.check(nodeId, "nodeId", MAX_NAME_BYTES);
    }

    /**
     * Checks a pattern (G-01, P-03).
     *
     * @param pattern the pattern
     * @return the pattern
     * @throws IllegalArgumentException if it is empty, not well-formed Unicode, or longer than 1 KiB, or if it has a range
     *     with one ASCII and one non-ASCII end
     * @since 0.1.0
     */
    public static String pattern(String pattern) {
        TextArguments.check(pattern, "pattern", MAX_PATTERN_BYTES);
        return PatternRanges.check(pattern);
    }

    /**
     * Checks a TTL (G-02), and converts it to whole milliseconds.
     *
     * @param ttl the TTL
     * @param argument the name of the argument
     * @return the TTL in milliseconds, rounded up
     * @throws IllegalArgumentException if it is zero, negative or more than 36,500 days
     * @since 0.1.0
     */
    public static long ttlMillis(Duration ttl, String argument) {
        notNull(ttl, argument);
        if (ttl.isZero() || ttl.isNegative() || ttl.compareTo(MAX_TTL) > 0) {
            throw new IllegalArgumentException(
                    argument + " must be positive and at most 36500 days (G-02), but was " + ttl);
        }
        return ttl.getSeconds() * 1000 + (ttl.getNano() + 999_999) / 1_000_000;
    }

    /**
     * Copies a byte array (G-03).
     *
     * @param bytes the bytes
     * @param argument the name of the argument
     * @return a copy
     * @since 0.1.0
     */
    public static byte[] copy(byte[] bytes, String argument) {
        return notNull(bytes, argument).clone();
    }

    /**
     * Checks metadata (M-05), and copies it.
     *
     * @param metadata the metadata
     * @return an immutable copy, in the same order
     * @throws IllegalArgumentException if a key or a value is not well-formed Unicode
     * @since 0.1.0
     */
    public static Map<String, String> metadata(Map<String, String> metadata) {
        Map<String, String> copy = new LinkedHashMap<>();
        notNull(metadata, "metadata").forEach((key, value) -> {
            TextArguments.checkWellFormed(key, "metadata key", "M-05");
            TextArguments.checkWellFormed(value, "metadata value", "M-05");
            copy.put(key, value);
        });
        return Collections.unmodifiableMap(copy);
    }

    /**
     * Checks topics, of which there must be at least one (S-01), and copies them without duplicates (S-04).
     *
     * @param topics the topics
     * @return an immutable copy, in the same order
     * @throws IllegalArgumentException if there are no topics
     * @since 0.1.0
     */
    public static Set<Topic> topics(Collection<Topic> topics) {
        Set<Topic> copy = new LinkedHashSet<>();
        notNull(topics, "topics").forEach(topic -> copy.add(notNull(topic, "topic")));
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("topics must name at least one topic (S-01), but was empty");
        }
        return Collections.unmodifiableSet(copy);
    }

    /**
     * Formats a name, or other text, for a message: in double quotes. Text of more than 60 characters is cut off, and
     * followed by its length. Control and format characters, line separators and surrogates are escaped, for example as
     * {@code \\u000a}.
     *
     * @param text the text, well-formed or not
     * @return one line, such as {@code "user:1"}
     * @since 0.1.0
     */
    public static String quoted(String text) {
        return Quoted.text(notNull(text, "text"));
    }

    /**
     * Formats topics for a message: the first three, followed by the number of the others.
     *
     * @param topics the topics
     * @return one line, such as {@code channel "news", pattern "cache:*"}
     * @since 0.1.0
     */
    public static String quoted(Collection<Topic> topics) {
        return Quoted.topics(notNull(topics, "topics"));
    }

    /**
     * Checks that an argument is not {@code null}.
     *
     * @param <T> the type of the argument
     * @param value the argument
     * @param argument the name of the argument
     * @return the argument
     * @throws NullPointerException if it is {@code null}
     * @since 0.1.0
     */
    public static <T> T notNull(@Nullable T value, String argument) {
        if (value == null) {
            throw new NullPointerException(argument + " must not be null");
        }
        return value;
    }
}
