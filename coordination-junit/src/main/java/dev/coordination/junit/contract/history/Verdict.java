// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.history;

/** What the search for a linearization found. */
sealed interface Verdict {

    /** There is an order of the calls that explains every output. */
    record Ok() implements Verdict {}

    /**
     * There is none.
     *
     * @param offending the shortest part that has none, in words
     */
    record Violated(String offending) implements Verdict {}

    /**
     * The search came to its bound first, so nothing is known: never a pass.
     *
     * @param visited how many states it had visited
     */
    record Undecided(long visited) implements Verdict {}
}
