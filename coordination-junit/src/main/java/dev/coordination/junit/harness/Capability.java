// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

/**
 * What an adapter, or its harness, may lack. A rule that needs what is missing shows as skipped, with the reason, and the
 * tests of G-08 stand in its place.
 *
 * @since 0.1.0
 */
public enum Capability {
    /** The harness can make a handle whose backend cannot be reached (G-06). */
    UNREACHABLE,
    /** The cache deletes by pattern (C-06, and the patterns of the cache). */
    DELETE_MATCHING,
    /** There is publish and subscribe at all. */
    PUBSUB,
    /** Subscriptions take patterns (and the patterns of channels). */
    PATTERN_SUBSCRIPTIONS,
    /** {@code publish} returns the exact number of deliveries (S-03). */
    EXACT_RECEIVER_COUNT,
    /** {@code poll} and {@code pending} see every message whose {@code publish} has returned (S-11). */
    POLL_SEES_PUBLISHED,
    /** The harness can cut the connections that subscriptions live on (S-12). */
    SUBSCRIPTION_LOSS
}
