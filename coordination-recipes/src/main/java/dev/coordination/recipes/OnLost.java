// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

/**
 * Is told that a term has ended.
 *
 * @see LeaderElectorBuilder#onLost
 * @since 0.1.0
 */
@FunctionalInterface
public interface OnLost {

    /**
     * Called when a term has ended, once for each call of {@link OnElected}. The elector does not campaign again until this
     * method has returned.
     *
     * @param term the term, which is no longer valid
     * @param reason why it ended
     * @throws Exception to be passed to the error handler
     * @since 0.1.0
     */
    void onLost(Term term, LossReason reason) throws Exception;
}
