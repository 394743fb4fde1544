// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The members of a cluster: the nodes that have registered and keep sending heartbeats.
 *
 * <p><b>Node ids</b> are non-empty, well-formed Unicode of at most 64 KiB in UTF-8 (G-01); <b>TTLs</b> are positive, at
 * most 36,500 days, and rounded up to whole milliseconds (G-02). <b>Metadata</b> keys and values are well-formed Unicode and
 * may be empty; so may the map (M-05). Invalid arguments throw an {@link IllegalArgumentException} and change nothing.
 *
 * <p>Thread-safe. Interrupts have no effect on these operations (G-09). Results are immutable snapshots (M-05).
 * {@link #activeNodes}, {@link #members} and {@link #metadata} agree (M-06).
 *
 * @since 0.1.0
 */
public interface ClusterMembership {

    /**
     * Registers a node. If it is already registered, its metadata and its TTL are replaced (M-01, M-02).
     *
     * @param nodeId the node
     * @param metadata information about the node for other nodes; copied
     * @param ttl how long the node stays active from now, unless it sends a heartbeat
     * @throws IllegalArgumentException if the node id (G-01), the metadata (M-05) or the TTL (G-02) is invalid
     * @since 0.1.0
     */
    void register(String nodeId, Map<String, String> metadata, Duration ttl);

    /**
     * Gives an active node the full TTL, counted from now, and returns whether the node was active (M-03).
     *
     * @param nodeId the node
     * @param ttl how long the node stays active from now
     * @return {@code true} exactly when the node was active; if {@code false}, the node is unknown or has expired, nothing is
     *     created, and the node has to register again
     * @throws IllegalArgumentException if the node id (G-01) or the TTL (G-02) is invalid
     * @since 0.1.0
     */
    boolean heartbeat(String nodeId, Duration ttl);

    /**
     * Removes a node at once, and returns whether it was active (M-04).
     *
     * @param nodeId the node
     * @return {@code true} exactly when the node was active
     * @throws IllegalArgumentException if the node id is invalid (G-01)
     * @since 0.1.0
     */
    boolean deregister(String nodeId);

    /**
     * Returns the ids of the active nodes; empty if there are none.
     *
     * @return an immutable snapshot, in no particular order
     * @since 0.1.0
     */
    Set<String> activeNodes();

    /**
     * Returns the active nodes with their metadata, as one consistent snapshot (M-06); empty if there are none.
     *
     * @return an immutable snapshot, in no particular order
     * @since 0.1.0
     */
    Map<String, Map<String, String>> members();

    /**
     * Returns the metadata of a node, or empty if the node is not active.
     *
     * @param nodeId the node
     * @return an immutable snapshot
     * @throws IllegalArgumentException if the node id is invalid (G-01)
     * @since 0.1.0
     */
    Optional<Map<String, String>> metadata(String nodeId);
}
