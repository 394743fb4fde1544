// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

/**
 * What a subscription listens to: one channel by its exact name, or every channel that matches a pattern.
 *
 * <p>Two topics are equal if their kinds and their names are equal: channel {@code a*} and pattern {@code a*} are different.
 *
 * @param kind whether the name is a channel or a pattern
 * @param name the channel or the pattern
 * @since 0.1.0
 */
public record Topic(Kind kind, String name) {

    /**
     * Whether a topic is a channel or a pattern.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** One channel, by its exact name. */
        CHANNEL,
        /** Every channel that matches a Redis glob (P-01 to P-07). */
        PATTERN
    }

    /**
     * Creates a topic. Consider using {@link #channel} and {@link #pattern} instead.
     *
     * @param kind whether the name is a channel or a pattern
     * @param name the channel or the pattern
     * @throws IllegalArgumentException if the name is invalid (G-01, P-03)
     * @since 0.1.0
     */
    public Topic {
        Arguments.notNull(kind, "kind");
        if (kind == Kind.CHANNEL) {
            Arguments.channel(name);
        } else {
            Arguments.pattern(name);
        }
    }

    /**
     * Returns a topic for one channel, by its exact name; {@code *} has no special meaning.
     *
     * @param name the channel
     * @return the topic
     * @throws IllegalArgumentException if the name is invalid (G-01)
     * @since 0.1.0
     */
    public static Topic channel(String name) {
        return new Topic(Kind.CHANNEL, name);
    }

    /**
     * Returns a topic for every channel that matches a pattern, such as {@code cache:*}. Use {@link Patterns#quote} to include
     * arbitrary text in a pattern.
     *
     * @param pattern a Redis glob on UTF-8 bytes
     * @return the topic
     * @throws IllegalArgumentException if the pattern is invalid (G-01, P-03)
     * @since 0.1.0
     */
    public static Topic pattern(String pattern) {
        return new Topic(Kind.PATTERN, pattern);
    }

    /** Returns the topic as it appears in messages, such as {@code pattern "cache:*"}. */
    @Override
    public String toString() {
        return (kind == Kind.CHANNEL ? "channel " : "pattern ") + Quoted.text(name);
    }
}
