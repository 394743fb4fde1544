// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import org.jspecify.annotations.Nullable;

/**
 * One run of a program, with a fault at a certain step or without any fault.
 *
 * @see Exploration#faultCases
 * @since 0.1.0
 */
public sealed interface FaultCase permits PlannedFaultCase {

    /**
     * Describes the step and the fault in one line, such as {@code step 3, a: cache.get("hits"): did not reach the backend}, or
     * {@code no fault} for the run without a fault.
     *
     * @return a description, for display names
     * @since 0.1.0
     */
    String description();

    /**
     * Begins the run, for callers that run the program themselves, on the calling thread. They must call {@link #end} afterwards.
     *
     * @return the nodes for the program
     * @throws IllegalStateException if this case has already been run
     * @since 0.1.0
     */
    Nodes begin();

    /**
     * Ends the run, and plans the cases to which it leads.
     *
     * @param thrown what the program has thrown, or {@code null} if it has thrown nothing
     * @throws ExplorationFailedError if the program has failed, or if the planned fault was not injected because the program did
     *     not make the same calls again
     * @throws IllegalStateException if the run has not begun or has already ended
     * @since 0.1.0
     */
    void end(@Nullable Throwable thrown);

    /**
     * Runs the program.
     *
     * @param program the program
     * @throws ExplorationFailedError under the same conditions as {@link #end}
     * @throws IllegalStateException if this case has already been run
     * @since 0.1.0
     */
    void check(Program program);
}
