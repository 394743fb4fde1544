// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

/**
 * Why a {@link Term} or a {@link HeldLock} has ended.
 *
 * @since 0.1.0
 */
public enum LossReason {

    /** The backend refused to renew the term or lock: it has expired there, or somebody has released it. */
    REFUSED,

    /** No renewal succeeded before the deadline of the term or lock. */
    EXPIRED,

    /** {@link LeaderElector#resign} was called. */
    RESIGNED,

    /** {@link LeaderElector#close} was called. */
    CLOSED,

    /**
     * The scheduler rejected a task, so that the term or lock could no longer be renewed, or its deadline could not be noticed.
     * An elector has then closed itself.
     */
    SCHEDULER_SHUT_DOWN
}
