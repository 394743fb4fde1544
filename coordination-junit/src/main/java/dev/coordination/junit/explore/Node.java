// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.DistributedCoordination;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A node of an explored program. It behaves like a separate process: it is a handle on the backend, and has a scheduler and a
 * clock.
 *
 * <p>Each call on the handle is a step of the schedule. Calls that the program itself makes while no code of a node is running
 * take effect immediately, and nothing is interleaved with them.
 *
 * <p>A node may be used by its own code, and by the program before and after it runs nodes. The code of another node, and threads
 * that the exploration does not control, must not use it. If they do, the schedule fails.
 *
 * @since 0.1.0
 */
public sealed interface Node extends DistributedCoordination permits ExploredNode {

    /**
     * Returns the name of the node. All incarnations of a node have the same name, so it is not a good node id.
     *
     * @return the name
     * @since 0.1.0
     */
    String name();

    /**
     * Returns the number of this incarnation: 1 for the first start of the node, and one more for each restart after it has died.
     * A good node id contains it, because a restarted process that uses its old id renews the term of its predecessor (L-02).
     *
     * @return a positive number
     * @since 0.1.0
     */
    int incarnation();

    /**
     * Returns whether this incarnation is alive, that is, no injected fault has killed it.
     *
     * @return whether this incarnation is alive
     * @since 0.1.0
     */
    boolean isAlive();

    /**
     * Returns the scheduler of the node, which is the same on every call. It has one thread, so its tasks never overlap.
     *
     * <p>Each run of a task is interleaved with all other code. A task that throws an {@link Error}, such as a failed assertion,
     * fails the schedule. Any other exception fails the schedule only if the task was passed to {@code execute}, which returns no
     * future. {@link Nodes#run(NodeCode...)} waits for tasks without a delay, and for tasks that are due, but not for other
     * delayed or periodic tasks.
     *
     * @return the scheduler
     * @since 0.1.0
     */
    ScheduledExecutorService scheduler();

    /**
     * Returns a new scheduler of the node, like {@link #scheduler()}, but with several threads, so that its tasks can overlap.
     *
     * @param threads the number of threads
     * @return a new scheduler
     * @throws IllegalArgumentException if the number is not between 1 and 16
     * @since 0.1.0
     */
    ScheduledExecutorService newScheduler(int threads);

    /**
     * Returns the clock of the node, which shows the time of the backend. With clock skew, it may be ahead of the backend or
     * behind it.
     *
     * @return the clock, in UTC
     * @see Exploration#clockSkew
     * @since 0.1.0
     */
    Clock clock();

    /**
     * Starts more code of this node, which runs concurrently with the calling code, like another thread of the same process.
     *
     * @param code the code
     * @throws IllegalStateException if no code of this node is running
     * @since 0.1.0
     */
    void spawn(NodeCode code);

    /**
     * Waits until the time of the backend has moved by the given duration. Use this method instead of {@link Thread#sleep}, which
     * the exploration cannot control.
     *
     * @param duration how long to wait; if zero or negative, the method does not wait, but is still a step
     * @since 0.1.0
     */
    void sleep(Duration duration);

    /**
     * Marks work that is not a coordination call, such as a computation. This is a step: other nodes may run before it, time may
     * pass before it, and the node may pause or die at it.
     *
     * @param what a description of the work, for the timeline of a failure
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
