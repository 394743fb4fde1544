// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/**
 * A part of a program in which only one node may be at a time. Entering and leaving are steps.
 *
 * @see Nodes#section
 * @since 0.1.0
 */
public sealed interface Section permits ExploredSection {

    /**
     * Runs code inside the section.
     *
     * @param <X> the type of exception that the code can throw
     * @param body the code
     * @throws X if the code throws it
     * @throws AssertionError if another node is inside
     * @since 0.1.0
     */
    <X extends Exception> void run(Body<X> body) throws X;

    /**
     * Enters the section. Use this method for code that enters and leaves in different places. A node may enter several times.
     *
     * @throws AssertionError if another node is inside
     * @throws IllegalStateException if not called by the code of a node
     * @since 0.1.0
     */
    void enter();

    /**
     * Leaves the section. Does nothing if the node is not inside.
     *
     * @throws IllegalStateException if not called by the code of a node
     * @since 0.1.0
     */
    void leave();

    /**
     * The code that runs inside a section.
     *
     * @param <X> the type of exception that the code can throw
     * @since 0.1.0
     */
    @FunctionalInterface
    interface Body<X extends Exception> {

        /**
         * Runs the code.
         *
         * @throws X if it fails
         * @since 0.1.0
         */
        void run() throws X;
    }
}
