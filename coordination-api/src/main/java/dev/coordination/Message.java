// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message as delivered to a subscription: its channel, its payload, and the pattern that matched, if any (S-05).
 *
 * <p>Immutable. Two messages are equal if their channels, payloads and patterns are equal.
 *
 * @since 0.1.0
 */
public final class Message {

    private final String channel;
    private final byte[] payload;
    private final @Nullable String pattern;

    private Message(String channel, byte[] payload, @Nullable String pattern) {
        this.channel = Arguments.channel(channel);
        this.payload = Arguments.copy(payload, "payload");
        this.pattern = pattern;
    }

    /**
     * Creates a message that was delivered because the subscription includes its channel.
     *
     * @param channel the channel that it was published to
     * @param payload the payload; copied
     * @return a message without a pattern
     * @throws IllegalArgumentException if the channel is invalid (G-01)
     * @since 0.1.0
     */
    public static Message onChannel(String channel, byte[] payload) {
        return new Message(channel, payload, null);
    }

    /**
     * Creates a message that was delivered because the subscription includes a matching pattern.
     *
     * @param pattern the pattern, as it was passed to {@code subscribe}
     * @param channel the channel that it was published to
     * @param payload the payload; copied
     * @return a message with a pattern
     * @throws IllegalArgumentException if the channel (G-01) or the pattern (G-01, P-03) is invalid
     * @since 0.1.0
     */
    public static Message onPattern(String pattern, String channel, byte[] payload) {
        return new Message(channel, payload, Arguments.pattern(pattern));
    }

    /**
     * Returns the channel that the message was published to.
     *
     * @return the channel
     * @since 0.1.0
     */
    public String channel() {
        return channel;
    }

    /**
     * Returns the payload.
     *
     * @return a copy, new on every call (G-03)
     * @since 0.1.0
     */
    public byte[] payload() {
        return payload.clone();
    }

    /**
     * Returns the payload, decoded as UTF-8; malformed bytes are replaced by {@code U+FFFD}.
     *
     * @return the payload as text
     * @since 0.1.0
     */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /**
     * Returns the pattern that matched, as it was passed to {@code subscribe}, or empty if the subscription includes the
     * channel itself.
     *
     * @return the pattern
     * @since 0.1.0
     */
    public Optional<String> pattern() {
        return Optional.ofNullable(pattern);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Message that
                && channel.equals(that.channel)
                && Arrays.equals(payload, that.payload)
                && Objects.equals(pattern, that.pattern);
    }

    @Override
    public int hashCode() {
        return Objects.hash(channel, Arrays.hashCode(payload), pattern);
    }

    /** Returns the channel, the pattern if there is one, and the size of the payload; not the payload itself. */
    @Override
    public String toString() {
        return "Message[channel=" + Quoted.text(channel) + (pattern == null ? "" : ", pattern=" + Quoted.text(pattern))
                + ", payload=" + payload.length + " bytes]";
    }
}
