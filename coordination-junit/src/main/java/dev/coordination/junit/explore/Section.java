// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/**
 * A part of a program that only one node at a time may be in. Entering and leaving are steps.
 *
 * @see Nodes#section
 * @since 0.1.0
 */
public sealed interface Section permits ExploredSection {

    /**
     * Runs something inside the section.
     *
     * @param <X> what it can throw
     * @param body what to run
     * @throws X what it has thrown
     * @throws AssertionError if another node is inside
     * @since 0.1.0
     */
    <X extends Exception> void run(Body<X> body) throws X;

    /**
     * Enters the section, for code that enters and leaves in different places. A node may enter several times.
     *
     * @throws AssertionError if another node is inside
     * @throws IllegalStateException if it is not called by the code of a node
     * @since 0.1.0
     */
    void enter();

    /**
     * Leaves the section. Does nothing if the node is not inside.
     *
     * @throws IllegalStateException if it is not called by the code of a node
     * @since 0.1.0
     */
    void leave();

    /**
     * What runs inside a section.
     *
     * @param <X> what it can throw
     * @since 0.1.0
     */
    @FunctionalInterface
    interface Body<X extends Exception> {

        /**
         * Runs it.
         *
         * @throws X if it fails
         * @since 0.1.0
         */
        void run() throws X;
    }
}
