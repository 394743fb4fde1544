// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

/**
 * Is told that a term has begun.
 *
 * @see LeaderElectorBuilder#onElected
 * @since 0.1.0
 */
@FunctionalInterface
public interface OnElected {

    /**
     * Called when a term has begun. {@link OnLost} is not called until this method has returned. Meanwhile, the term is
     * renewed, and may end. So do long work in {@link Term#run}, which interrupts it when the term ends.
     *
     * @param term the term
     * @throws Exception to be passed to the error handler; the term goes on (E-10)
     * @since 0.1.0
     */
    void onElected(Term term) throws Exception;
}
