// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/**
 * What an exploration has established. The first three verdicts are in order, from the strongest to the weakest.
 *
 * @see Exploration#require
 * @since 0.1.0
 */
public enum Verdict {
    /** No schedule fails. */
    PROVED,
    /**
     * No schedule with a limited number of preemptions fails; other schedules were only sampled at random, if at all. Or no
     * schedule that was tried failed, but not every order in which threads acquire a lock was tried.
     */
    BOUNDED,
    /** No schedule that was tried failed, but not all were tried. Nothing is proved. */
    NOT_PROVED,
    /** Only one schedule was run, given by its token, and it did not fail. */
    REPLAYED,
    /** A schedule fails. */
    FAILED
}
