// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.history;

/** The result of the search for a linearization. */
sealed interface Verdict {

    /** An order of the calls explains every output. */
    record Ok() implements Verdict {}

    /**
     * No order of the calls explains every output.
     *
     * @param offending the shortest part without such an order, as text
     */
    record Violated(String offending) implements Verdict {}

    /**
     * The search reached its bound before it found an answer, so nothing is known. A test must not take this for a
     * pass.
     *
     * @param visited how many states it had visited
     */
    record Undecided(long visited) implements Verdict {}
}
