// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/**
 * The code of one node.
 *
 * @see Nodes#run(NodeCode...)
 * @since 0.1.0
 */
@FunctionalInterface
public interface NodeCode {

    /**
     * Runs the code on a thread of the exploration, which meanwhile runs nothing else.
     *
     * @param node the node whose code this is
     * @throws Exception if the node fails, which fails the schedule; an exception that comes from an injected fault ends the code
     *     without failing the schedule
     * @since 0.1.0
     */
    void run(Node node) throws Exception;
}
