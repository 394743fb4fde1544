// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/**
 * How an exploration chooses schedules. Two schedules are equivalent if they differ only in the order of independent steps.
 *
 * @see Exploration#strategy
 * @since 0.1.0
 */
public enum Strategy {
    /**
     * The default: first random schedules, which find most bugs early; then one of each set of equivalent schedules; and if there
     * are too many of these, all schedules with a limited number of preemptions.
     */
    PORTFOLIO,
    /** Random schedules only. Nothing is proved. */
    RANDOM,
    /**
     * Random schedules that change the priorities of the nodes at a few random steps (probabilistic concurrency testing). They
     * find bugs that need a rare order of a few steps. Nothing is proved.
     */
    PCT,
    /** One of each set of equivalent schedules, which proves as much as running all of them. */
    REDUCED,
    /** All schedules with at most the given number of {@linkplain Exploration#preemptions preemptions}. */
    BOUNDED,
    /** All schedules, including equivalent ones. */
    EXHAUSTIVE
}
