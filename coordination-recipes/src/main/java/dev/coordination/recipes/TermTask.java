// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

/**
 * Work that is done only during a term.
 *
 * @see Term#run
 * @since 0.1.0
 */
@FunctionalInterface
public interface TermTask {

    /**
     * Does the work. It is interrupted when the term ends, and should then return promptly.
     *
     * @throws InterruptedException if it was interrupted
     * @since 0.1.0
     */
    void run() throws InterruptedException;
}
