// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.DistributedCoordination;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A node of an explored program, as a process of its own would be: a handle on the backend, with a scheduler and a clock.
 *
 * <p>Each call on the handle is a step of the schedule. Calls that the program itself makes while no code of a node is running
 * are made at once, and nothing comes between them.
 *
 * <p>May be used by any code of this node, and by the program before and after it runs nodes. Code of another node, and threads
 * that the exploration does not know, must not use it.
 *
 * @since 0.1.0
 */
public sealed interface Node extends DistributedCoordination permits ExploredNode {

    /**
     * Returns the name of the node, which is not a node id. Incarnations of a node have the same name.
     *
     * @return the name
     * @since 0.1.0
     */
    String name();

    /**
     * Returns how often the node has been started: 1 for its first start, and one more for each restart after it has died. Part
     * of a good node id, because a restarted process that uses its old id renews the term of its predecessor (L-02).
     *
     * @return a positive number
     * @since 0.1.0
     */
    int incarnation();

    /**
     * Returns whether the node is alive: no injected fault has killed this incarnation.
     *
     * @return whether this incarnation is alive
     * @since 0.1.0
     */
    boolean isAlive();

    /**
     * Returns the scheduler of the node, the same on every call. It has one thread: its tasks never overlap.
     *
     * <p>Each run of a task is code of this node, which interleaves with everything else. A task that throws an {@link Error},
     * such as a failed assertion, fails the schedule. A task without a delay, or whose time has come, keeps
     * {@link Nodes#run(NodeCode...)} from returning; a delayed or periodic one does not.
     *
     * @return the scheduler
     * @since 0.1.0
     */
    ScheduledExecutorService scheduler();

    /**
     * Returns a new scheduler of the node, like {@link #scheduler()}, with several threads: that many of its tasks can run at
     * once.
     *
     * @param threads the number of threads
     * @return a new scheduler
     * @throws IllegalArgumentException if the number is not between 1 and 16
     * @since 0.1.0
     */
    ScheduledExecutorService newScheduler(int threads);

    /**
     * Returns the clock of the node, which shows the time of the backend. If clock skew is explored, it may be ahead or behind.
     *
     * @return the clock, in UTC
     * @see Exploration#clockSkew
     * @since 0.1.0
     */
    Clock clock();

    /**
     * Starts more code of this node, which runs beside the code that calls this method, as a thread of the same process.
     *
     * @param code the code
     * @throws IllegalStateException if no code of this node is running
     * @since 0.1.0
     */
    void spawn(NodeCode code);

    /**
     * Waits until the clock of the backend has moved on. In place of {@link Thread#sleep}, which the exploration cannot control.
     *
     * @param duration how long to wait; zero or less returns at once, but is still a step
     * @since 0.1.0
     */
    void sleep(Duration duration);

    /**
     * Marks something that the node does and that is not a coordination call, such as a computation: a step before which other
     * nodes may run, or time may pass, and at which the node may pause or die.
     *
     * @param what what the node does, for the timeline of a failure
     * @since 0.1.0
     */
    void work(String what);

    /**
     * Closes the handle of this node (G-05). The scheduler and the clock can still be used.
     *
     * @since 0.1.0
     */
    @Override
    void close();
}
