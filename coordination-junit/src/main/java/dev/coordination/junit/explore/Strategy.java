// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/**
 * How an exploration chooses schedules.
 *
 * @see Exploration#strategy
 * @since 0.1.0
 */
public enum Strategy {
    /**
     * First random schedules, which find most bugs soon; then all schedules that differ in something that matters; and where
     * these are too many, all schedules with a limited number of preemptions. The default.
     */
    PORTFOLIO,
    /** Random schedules only. Nothing is proved. */
    RANDOM,
    /**
     * Random schedules that change the priorities of the nodes at a few random steps (probabilistic concurrency testing). Finds
     * bugs that need a rare order of a few steps. Nothing is proved.
     */
    PCT,
    /** All schedules that differ in something that matters: one of each set that differs only in the order of independent steps. */
    REDUCED,
    /** All schedules with at most the given number of {@linkplain Exploration#preemptions preemptions}. */
    BOUNDED,
    /** All schedules, even those that differ only in the order of independent steps. */
    EXHAUSTIVE
}
