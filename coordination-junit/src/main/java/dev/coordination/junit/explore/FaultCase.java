// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import org.jspecify.annotations.Nullable;

/**
 * One run of a program with a fault at a certain call, or without any fault.
 *
 * @see Exploration#faultCases
 * @since 0.1.0
 */
public sealed interface FaultCase permits PlannedFaultCase {

    /**
     * Returns the fault and the call, in one line, such as {@code call 3: a: cache.get("hits") did not reach the backend}; for the
     * run without a fault, {@code no fault}.
     *
     * @return a description, for display names
     * @since 0.1.0
     */
    String description();

    /**
     * Begins the run, for callers that run the program themselves. The program runs on the calling thread. {@link #end} must
     * follow.
     *
     * @return the nodes for the program
     * @throws IllegalStateException if this case has been run
     * @since 0.1.0
     */
    Nodes begin();

    /**
     * Ends the run, and plans the cases that follow from it.
     *
     * @param thrown what the program has thrown; {@code null} if nothing
     * @throws ExplorationFailedError if the program has failed, or if the planned fault was not injected because the program made
     *     other calls than before
     * @throws IllegalStateException if the run has not begun, or has ended
     * @since 0.1.0
     */
    void end(@Nullable Throwable thrown);

    /**
     * Runs the program.
     *
     * @param program the program
     * @throws ExplorationFailedError as {@link #end} does
     * @throws IllegalStateException if this case has been run
     * @since 0.1.0
     */
    void check(Program program);
}
