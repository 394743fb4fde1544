// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/**
 * What an exploration has found out, from the strongest to the weakest statement.
 *
 * @see Exploration#require
 * @since 0.1.0
 */
public enum Verdict {
    /** No schedule fails. */
    PROVED,
    /**
     * No schedule with a limited number of preemptions fails; others were tried only at random. Or no schedule fails, but not every
     * order in which threads get a lock was tried.
     */
    BOUNDED,
    /** The budget is spent, and no schedule that was tried fails. Nothing is proved. */
    NOT_PROVED,
    /** Only one schedule was run, by its token, and it did not fail. */
    REPLAYED,
    /** A schedule fails. */
    FAILED
}
