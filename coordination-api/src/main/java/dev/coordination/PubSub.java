// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Publish and subscribe: messages reach the current subscribers, at most once, and are not stored for later ones.
 *
 * <p><b>Channels</b> are non-empty, well-formed Unicode of at most 64 KiB in UTF-8; <b>patterns</b> are Redis globs of at
 * most 1 KiB (G-01, P-01 to P-07). <b>Payloads</b> are any bytes, including none, and are copied on the way in and out
 * (G-03).
 *
 * <p>A subscription is live when {@code subscribe} returns (S-01). The messages of one thread arrive in the order in which
 * it published them, even across channels (S-02). A topic that is named twice counts once; a subscription whose channel
 * <em>and</em> patterns match a message receives it once for each of them, first for the channel (S-04).
 *
 * <p>Thread-safe. Interrupts have no effect on these operations (G-09). Every operation throws an
 * {@link UnsupportedOperationException} if the adapter lacks the capability {@code PUBSUB}, and so does subscribing to
 * patterns if it lacks {@code PATTERN_SUBSCRIPTIONS} (G-08).
 *
 * @since 0.1.0
 */
public interface PubSub {

    /**
     * Publishes a message, and returns the number of deliveries (S-03).
     *
     * <p>Never blocks on a slow subscriber (S-08).
     *
     * <p>What the number means depends on the adapter. With the capability {@code EXACT_RECEIVER_COUNT}, it is exact. With
     * {@code KNOWS_WHEN_NOBODY_LISTENS} alone, it is 0 if nobody listens, and otherwise an estimate of at least 1. With
     * neither, it means nothing: such an adapter returns 1 for each message that the backend accepted, so that no caller
     * mistakes the result for "nobody listens".
     *
     * @param channel the channel
     * @param payload the payload; copied
     * @return the number of deliveries, one for each matching topic of each subscription, as far as the adapter knows
     * @throws IllegalArgumentException if the channel is invalid (G-01)
     * @since 0.1.0
     */
    long publish(String channel, byte[] payload);

    /**
     * Subscribes to channels by their exact names; {@code *} and {@code [} have no special meaning.
     *
     * @param channels the channels, at least one
     * @return a live subscription; the caller must close it
     * @throws IllegalArgumentException if there is no channel (S-01) or one is invalid (G-01)
     * @since 0.1.0
     */
    default Subscription subscribe(String... channels) {
        return subscribe(topics("channels", channels, Topic.Kind.CHANNEL));
    }

    /**
     * Subscribes to every channel that matches one of the patterns.
     *
     * @param patterns the patterns, at least one
     * @return a live subscription; the caller must close it
     * @throws IllegalArgumentException if there is no pattern (S-01) or one is invalid (G-01, P-03)
     * @since 0.1.0
     */
    default Subscription subscribeMatching(String... patterns) {
        return subscribe(topics("patterns", patterns, Topic.Kind.PATTERN));
    }

    /**
     * Subscribes to channels and patterns at once.
     *
     * @param topics the topics, at least one
     * @return a live subscription; the caller must close it
     * @throws IllegalArgumentException if there is no topic (S-01)
     * @since 0.1.0
     */
    Subscription subscribe(Collection<Topic> topics);

    /**
     * Subscribes to channels and patterns, and passes each message to a listener instead of buffering it for
     * {@link Subscription#poll}.
     *
     * @param topics the topics, at least one
     * @param listener called with one message at a time (S-09)
     * @return a live subscription; the caller must close it
     * @throws IllegalArgumentException if there is no topic (S-01)
     * @since 0.1.0
     */
    Subscription subscribe(Collection<Topic> topics, MessageListener listener);

    private static List<Topic> topics(String argument, String[] names, Topic.Kind kind) {
        Arguments.notNull(names, argument);
        return Arrays.stream(names).map(name -> new Topic(kind, name)).toList();
    }
}
