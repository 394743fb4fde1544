// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One delivery of one message: its channel, its payload, and the pattern that matched, if one did (S-05).
 *
 * <p>Immutable; two are equal when all three are.
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
     * Returns a message that reached a subscription by its channel.
     *
     * @param channel the channel that it was published to
     * @param payload the payload; copied
     * @return the message, without a pattern
     * @throws IllegalArgumentException if the channel is refused (G-01)
     * @since 0.1.0
     */
    public static Message onChannel(String channel, byte[] payload) {
        return new Message(channel, payload, null);
    }

    /**
     * Returns a message that reached a subscription by a pattern.
     *
     * @param pattern the pattern, as it was subscribed to
     * @param channel the channel that it was published to
     * @param payload the payload; copied
     * @return the message, with its pattern
     * @throws IllegalArgumentException if the channel (G-01) or the pattern (G-01, P-03) is refused
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
     * Returns the payload read as UTF-8, bytes that are none replaced by {@code U+FFFD}.
     *
     * @return the payload as text
     * @since 0.1.0
     */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /**
     * Returns the pattern that matched, as it was subscribed to, or empty for a delivery by the exact channel.
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

    /** Returns the channel, the pattern if there is one, and the size of the payload, not the payload itself. */
    @Override
    public String toString() {
        return "Message[channel=" + Quoted.text(channel) + (pattern == null ? "" : ", pattern=" + Quoted.text(pattern))
                + ", payload=" + payload.length + " bytes]";
    }
}
