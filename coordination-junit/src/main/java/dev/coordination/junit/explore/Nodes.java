// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The nodes of one run of an explored {@link Program}, and what the program can say about them.
 *
 * <p>Unless a method says otherwise, it can be called by the program and by the code of a node.
 *
 * @since 0.1.0
 */
public sealed interface Nodes permits ExploredNodes {

    /**
     * Runs code as nodes named {@code a}, {@code b}, {@code c} and so on, and returns when all of it has ended. The schedule
     * decides in which order the nodes make their steps.
     *
     * <p>Tasks without a delay, messages to listeners, and restarts of nodes are waited for, too. Delayed and periodic tasks
     * remain scheduled, and go on when nodes are run again, in {@link #advance} and in {@link #eventually}.
     *
     * @param codes the code, at least one and at most 26
     * @throws Exception what a node has thrown
     * @throws IllegalArgumentException if there is no code, or too much
     * @throws IllegalStateException if it is called by the code of a node
     * @since 0.1.0
     */
    void run(NodeCode... codes) throws Exception;

    /**
     * Runs code as nodes with names, and returns when all of it has ended, as {@link #run(NodeCode...)} does. If a node is dead,
     * its code runs in a new incarnation. The order of the map is the order in which the nodes are shown.
     *
     * @param codes the code of each node by its name, which consists of up to 32 letters, digits, hyphens and underscores, and
     *     is neither {@code time} nor {@code end}
     * @throws Exception what a node has thrown
     * @throws IllegalArgumentException if there is no code, or a name is not valid
     * @throws IllegalStateException if it is called by the code of a node
     * @since 0.1.0
     */
    void run(Map<String, NodeCode> codes) throws Exception;

    /**
     * Returns a node by its name; the node is created if there is none. Of a node that was restarted, this is the newest
     * incarnation.
     *
     * @param name the name, as in {@link #run(Map)}
     * @return the node
     * @throws IllegalArgumentException if the name is not valid
     * @since 0.1.0
     */
    Node node(String name);

    /**
     * Makes an object part of the explored system: something that the nodes share besides the coordination, such as a database.
     * Each call on the returned proxy is a step, before which other nodes may
     * run, and at which the node may pause or die.
     *
     * @param <T> its type
     * @param type an interface
     * @param real the object that the proxy calls
     * @return a proxy
     * @throws IllegalArgumentException if the type is not an interface
     * @since 0.1.0
     */
    <T> T shared(Class<T> type, T real);

    /**
     * Makes an object visible to the exploration that the test needs only for itself, such as a record of what was done. Calls
     * on the returned proxy are not steps: they belong to the step before them. Without this method, the exploration does not
     * know that the order of such calls matters, and may leave out schedules that differ in nothing else.
     *
     * @param <T> its type
     * @param type an interface
     * @param real the object that the proxy calls
     * @return a proxy
     * @throws IllegalArgumentException if the type is not an interface
     * @since 0.1.0
     */
    <T> T ghost(Class<T> type, T real);

    /**
     * Returns a variable for what the test records, as {@link #ghost(Class, Object)} does.
     *
     * @param <T> the type of its value
     * @param initial its first value
     * @return a new variable
     * @since 0.1.0
     */
    <T> Ghost<T> ghost(T initial);

    /**
     * Returns an empty list for what the test records, as {@link #ghost(Class, Object)} does.
     *
     * @param <E> the type of its elements
     * @return a new, modifiable list
     * @since 0.1.0
     */
    <E> List<E> ghostList();

    /**
     * Returns a section that only one node at a time may be in: the schedule fails when a second one enters. Calls with the same
     * name return the same section. A node that dies leaves its sections.
     *
     * @param name the name, for messages
     * @return the section
     * @since 0.1.0
     */
    Section section(String name);

    /**
     * Demands that a condition holds after each step, from now on until the program ends.
     *
     * <p>The condition may call nodes, shared objects and ghosts. These calls are not steps, and the exploration takes notice of
     * what they read. A condition that reads nothing of that kind makes the order of all steps matter, so the exploration
     * needs many more schedules.
     *
     * @param description what must hold, for messages
     * @param condition the condition; evaluated on any thread of the exploration
     * @since 0.1.0
     */
    void always(String description, BooleanSupplier condition);

    /**
     * Demands that a condition holds here in at least one schedule, because otherwise the test does not test what it is for. The
     * exploration fails if it has tried everything, or its budget is spent, and the condition never held.
     *
     * @param description what must hold at least once, which identifies the demand
     * @param holds whether it holds in this schedule
     * @since 0.1.0
     */
    void sometimes(String description, boolean holds);

    /**
     * Demands that a condition becomes true within a time. Called by the program after it has run nodes: no more faults are
     * injected, the tasks and listeners that remain take fair turns, and time passes, until the condition holds.
     *
     * @param within the time; zero looks only at what happens before time passes
     * @param description what must come true, for messages
     * @param condition the condition; calls in it are not steps
     * @throws AssertionError if the condition does not hold in time
     * @throws Exception what a task or a listener has thrown
     * @throws IllegalArgumentException if the time is negative
     * @throws IllegalStateException if it is called by the code of a node
     * @since 0.1.0
     */
    void eventually(Duration within, String description, BooleanSupplier condition) throws Exception;

    /**
     * Returns the clock of the backend.
     *
     * @return the clock, in UTC
     * @since 0.1.0
     */
    Clock clock();

    /**
     * Lets time pass while no nodes are running. The tasks that fall due run in due order, and messages are delivered to
     * listeners.
     *
     * @param duration how much time passes
     * @throws Exception what a task or a listener has thrown
     * @throws IllegalArgumentException if it is negative
     * @throws IllegalStateException if it is called by the code of a node, which can {@linkplain Node#sleep sleep} instead
     * @since 0.1.0
     */
    void advance(Duration duration) throws Exception;

    /**
     * Returns whether a node is alive. A node that was never started is alive.
     *
     * @param name the name of the node
     * @return whether its newest incarnation is alive
     * @since 0.1.0
     */
    boolean isAlive(String name);

    /**
     * Returns whether an exception, or one of its causes, comes from a fault that the exploration has injected.
     *
     * @param thrown the exception
     * @return whether it was injected
     * @since 0.1.0
     */
    boolean isInjected(Throwable thrown);
}
