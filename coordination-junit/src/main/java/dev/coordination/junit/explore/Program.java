// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/**
 * A program to explore. It sets up nodes, runs their code, and asserts what must hold afterwards.
 *
 * <p>The exploration runs the program once for each schedule, on threads of the exploration. Each run has a fresh backend. The
 * program must not keep state from one run to the next, and must make the same calls whenever it runs in the same schedule. So
 * its calls must not depend on random numbers or on real time, and it must not start threads itself.
 *
 * @see Exploration#run
 * @since 0.1.0
 */
@FunctionalInterface
public interface Program {

    /**
     * Runs the program in one schedule.
     *
     * @param nodes the nodes of this run, which must not be used after the method has returned
     * @throws Throwable if the program fails in this schedule, for example an {@link AssertionError}
     * @since 0.1.0
     */
    void run(Nodes nodes) throws Throwable;
}
