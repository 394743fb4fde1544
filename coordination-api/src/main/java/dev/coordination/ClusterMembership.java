// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is alive: nodes that registered and keep sending heartbeats.
 *
 * <p><b>Node ids</b> are non-empty, well-formed Unicode of at most 64 KiB in UTF-8 (G-01); <b>TTLs</b> are positive, at
 * most 36,500 days, in whole milliseconds, a fraction rounded up (G-02). <b>Metadata</b> keys and values are well-formed
 * Unicode and may be empty; so may the map (M-05). Anything else is an {@link IllegalArgumentException} and changes
 * nothing.
 *
 * <p>Thread-safe. What is returned is an immutable snapshot (M-05); the three ways to look agree (M-06).
 *
 * @since 0.1.0
 */
public interface ClusterMembership {

    /**
     * Registers a node, replacing metadata and TTL whole if it is registered already (M-01, M-02).
     *
     * @param nodeId the node
     * @param metadata what to tell others about it; copied
     * @param ttl how long the node is active from now, unless a heartbeat comes
     * @throws IllegalArgumentException if the node id (G-01), the metadata (M-05) or the TTL (G-02) is refused
     * @since 0.1.0
     */
    void register(String nodeId, Map<String, String> metadata, Duration ttl);

    /**
     * Gives an active node the full TTL from now, and returns whether it was active (M-03).
     *
     * @param nodeId the node
     * @param ttl how long the node is active from now
     * @return {@code true} exactly when the node was active; {@code false}, for one unknown or expired, creates nothing:
     *     register again
     * @throws IllegalArgumentException if the node id (G-01) or the TTL (G-02) is refused
     * @since 0.1.0
     */
    boolean heartbeat(String nodeId, Duration ttl);

    /**
     * Removes a node at once, and returns whether it was active (M-04).
     *
     * @param nodeId the node
     * @return {@code true} exactly when the node was active
     * @throws IllegalArgumentException if the node id is refused (G-01)
     * @since 0.1.0
     */
    boolean deregister(String nodeId);

    /**
     * Returns the ids of the nodes that are active, empty when there is none.
     *
     * @return an immutable snapshot, in no particular order
     * @since 0.1.0
     */
    Set<String> activeNodes();

    /**
     * Returns the nodes that are active with their metadata, empty when there is none: one consistent snapshot (M-06).
     *
     * @return an immutable snapshot, in no particular order
     * @since 0.1.0
     */
    Map<String, Map<String, String>> members();

    /**
     * Returns the metadata of a node, or empty when it is not active.
     *
     * @param nodeId the node
     * @return an immutable snapshot
     * @throws IllegalArgumentException if the node id is refused (G-01)
     * @since 0.1.0
     */
    Optional<Map<String, String>> metadata(String nodeId);
}
