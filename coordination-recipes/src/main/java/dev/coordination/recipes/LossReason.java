// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

/**
 * Why a {@link Term} has ended.
 *
 * @since 0.1.0
 */
public enum LossReason {

    /** The backend refused to renew the term: it has expired there, or somebody has released it. */
    REFUSED,

    /** No renewal succeeded until the deadline of the term. */
    EXPIRED,

    /** {@link LeaderElector#resign} was called. */
    RESIGNED,

    /** {@link LeaderElector#close} was called. */
    CLOSED,

    /** The scheduler refused a task, so that the term could no longer be renewed. The elector has closed itself. */
    SCHEDULER_SHUT_DOWN
}
