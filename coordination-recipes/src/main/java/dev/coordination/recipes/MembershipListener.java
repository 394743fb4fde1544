// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.util.Map;

/**
 * Is told by a {@link MembershipWatch} who joins and who leaves the cluster. Its methods are called one at a time.
 *
 * <p>What a method throws goes to the error handler of the watch, and changes nothing (E-43). A method that blocks delays the
 * following calls, which then skip what is over by then (E-41).
 *
 * @since 0.1.0
 */
public interface MembershipListener {

    /**
     * Called when a node is a member that was not one, as far as this listener was told. The nodes that are members when the watch
     * starts are told, too.
     *
     * @param nodeId the node
     * @param metadata its metadata; immutable
     * @throws Exception to be passed to the error handler
     * @since 0.1.0
     */
    void onJoined(String nodeId, Map<String, String> metadata) throws Exception;

    /**
     * Called when a node is no longer a member, once for each call of {@link #onJoined}.
     *
     * @param nodeId the node
     * @param metadata its metadata, as it was told last; immutable
     * @throws Exception to be passed to the error handler
     * @since 0.1.0
     */
    void onLeft(String nodeId, Map<String, String> metadata) throws Exception;

    /**
     * Called when the metadata of a member has changed. Does nothing unless overridden.
     *
     * @param nodeId the node
     * @param metadata its new metadata; immutable
     * @throws Exception to be passed to the error handler
     * @since 0.1.0
     */
    default void onChanged(String nodeId, Map<String, String> metadata) throws Exception {}
}
