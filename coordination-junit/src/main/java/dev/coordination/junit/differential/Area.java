// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

/**
 * The areas of the port that a sequence can call.
 *
 * @since 0.1.0
 */
public enum Area {
    /** The shared cache. */
    CACHE,
    /** Publish and subscribe. */
    PUBSUB,
    /** Leader election. */
    ELECTIONS,
    /** Cluster membership. */
    MEMBERS
}
