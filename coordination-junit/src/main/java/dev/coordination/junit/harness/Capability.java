// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

/**
 * A capability that an adapter or its harness may lack. Tests that need a missing capability are skipped, with the
 * reason, and the tests of G-08 run in their place.
 *
 * @since 0.1.0
 */
public enum Capability {
    /** The harness can connect a handle whose backend is unreachable (G-06). */
    UNREACHABLE,
    /** The cache deletes by pattern (C-06, and the P rules for keys). */
    DELETE_MATCHING,
    /** The adapter supports publish/subscribe. */
    PUBSUB,
    /** Subscriptions accept patterns (the P rules for channels). */
    PATTERN_SUBSCRIPTIONS,
    /** {@code publish} returns the exact number of deliveries (S-03). Includes {@link #KNOWS_WHEN_NOBODY_LISTENS}. */
    EXACT_RECEIVER_COUNT,
    /**
     * {@code publish} returns 0 if nobody listens, and a positive number otherwise (S-03). Without this capability, the
     * tests ignore the result of {@code publish}.
     */
    KNOWS_WHEN_NOBODY_LISTENS,
    /** {@code poll} and {@code pending} see every message whose {@code publish} has returned (S-11). */
    POLL_SEES_PUBLISHED,
    /** The harness can cut the connections of subscriptions (S-12). */
    SUBSCRIPTION_LOSS
}
