// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The nodes of one run of an explored {@link Program}, and the conditions that must hold in it.
 *
 * <p>Unless stated otherwise, methods can be called both by the program and by the code of a node.
 *
 * @since 0.1.0
 */
public sealed interface Nodes permits ExploredNodes {

    /**
     * Runs code on nodes named {@code a}, {@code b}, {@code c} and so on, and returns when all of it has ended. The schedule
     * decides in which order the nodes make their steps.
     *
     * <p>This method also waits for tasks without a delay, for messages to listeners, and for restarts of nodes. Delayed and
     * periodic tasks remain scheduled. They can run when nodes are run again, in {@link #advance} and in {@link #eventually}.
     *
     * <p>What a node throws is thrown by this method, even a checked exception, which is not declared so that tests need no
     * {@code throws} clause.
     *
     * @param codes the code, at least one and at most 26
     * @throws IllegalArgumentException if there is no code, or code for more than 26 nodes
     * @throws IllegalStateException if called by the code of a node
     * @since 0.1.0
     */
    void run(NodeCode... codes);

    /**
     * Runs code on nodes with the given names, and returns when all of it has ended, like {@link #run(NodeCode...)}. If a node is
     * dead, its code runs in a new incarnation. Timelines show the nodes in the order of the map.
     *
     * @param codes the code of each node by the name of the node. A name consists of 1 to 32 letters, digits, hyphens and
     *     underscores, and is neither {@code time} nor {@code end}
     * @throws IllegalArgumentException if there is no code, or if a name is not valid
     * @throws IllegalStateException if called by the code of a node
     * @since 0.1.0
     */
    void run(Map<String, NodeCode> codes);

    /**
     * Returns the newest incarnation of the node with the given name. The node is created if it does not exist.
     *
     * @param name the name, as in {@link #run(Map)}
     * @return the node
     * @throws IllegalArgumentException if the name is not valid
     * @since 0.1.0
     */
    Node node(String name);

    /**
     * Makes an object part of the explored system. Use this method for everything that the nodes share besides the coordination,
     * such as a database. Each call on the returned proxy is a step: other nodes may run before it, and the node may pause or die
     * at it.
     *
     * @param <T> the type of the proxy
     * @param type the type of the proxy, an interface
     * @param real the object that the proxy calls
     * @return a proxy
     * @throws IllegalArgumentException if the type is not an interface
     * @since 0.1.0
     */
    <T> T shared(Class<T> type, T real);

    /**
     * Makes an object that belongs only to the test, such as a record of what was done, visible to the exploration. Calls on the
     * returned proxy are not steps: they belong to the step before them. Without this method, the exploration does not know that
     * the order of such calls matters, and may omit schedules that differ only in this order.
     *
     * @param <T> the type of the proxy
     * @param type the type of the proxy, an interface
     * @param real the object that the proxy calls
     * @return a proxy
     * @throws IllegalArgumentException if the type is not an interface
     * @since 0.1.0
     */
    <T> T ghost(Class<T> type, T real);

    /**
     * Returns a variable in which the test can record what happens. As with {@link #ghost(Class, Object)}, reads and writes are
     * not steps.
     *
     * @param <T> the type of its value
     * @param initial the initial value
     * @return a new variable
     * @since 0.1.0
     */
    <T> Ghost<T> ghost(T initial);

    /**
     * Returns an empty list in which the test can record what happens. As with {@link #ghost(Class, Object)}, calls on it are not
     * steps.
     *
     * @param <E> the type of its elements
     * @return a new, modifiable list
     * @since 0.1.0
     */
    <E> List<E> ghostList();

    /**
     * Returns a section in which only one node may be at a time: the schedule fails if a second node enters it. Several threads of
     * one node may be in it together. Calls with the same name return the same section. A node that dies leaves its sections.
     *
     * @param name the name, for messages
     * @return the section
     * @since 0.1.0
     */
    Section section(String name);

    /**
     * Requires that a condition holds now, and after each step until the program ends.
     *
     * <p>The condition may use nodes, shared objects and ghosts. Its calls are not steps, but the exploration tracks what they
     * read. If the condition reads nothing that the exploration tracks, the order of all steps may matter to it, so that the
     * exploration needs many more schedules.
     *
     * @param description what must hold, for messages
     * @param condition the condition; evaluated on any thread of the exploration
     * @since 0.1.0
     */
    void always(String description, BooleanSupplier condition);

    /**
     * Requires that a condition holds here in at least one schedule, because otherwise the test does not test what it is meant
     * to. If the condition has held in no schedule when the exploration ends, the exploration fails.
     *
     * @param description what must hold at least once; calls with the same description mean the same condition
     * @param holds whether it holds in this schedule
     * @since 0.1.0
     */
    void sometimes(String description, boolean holds);

    /**
     * Requires that a condition becomes true within a time. The program calls this method after it has run nodes. No more faults
     * are injected, the remaining tasks and listeners take fair turns, and time passes until the condition holds.
     *
     * @param within the time; with zero, the condition must become true before time passes
     * @param description what must come true, for messages
     * @param condition the condition; calls in it are not steps
     * @throws AssertionError if the condition does not hold in time
     * @throws IllegalArgumentException if the time is negative
     * @throws IllegalStateException if called by the code of a node
     * @since 0.1.0
     */
    void eventually(Duration within, String description, BooleanSupplier condition);

    /**
     * Returns the clock of the backend.
     *
     * @return the clock, in UTC
     * @since 0.1.0
     */
    Clock clock();

    /**
     * Lets time pass while no nodes are running. Tasks that become due are run in due order, and messages are delivered to
     * listeners.
     *
     * @param duration how much time passes
     * @throws IllegalArgumentException if it is negative
     * @throws IllegalStateException if called by the code of a node, which can {@linkplain Node#sleep sleep} instead
     * @since 0.1.0
     */
    void advance(Duration duration);

    /**
     * Returns whether a node is alive. A node that was never started is alive.
     *
     * @param name the name of the node
     * @return whether its newest incarnation is alive
     * @since 0.1.0
     */
    boolean isAlive(String name);

    /**
     * Returns whether an exception, or one of its causes, was thrown because of an injected fault.
     *
     * @param thrown the exception
     * @return whether it comes from an injected fault
     * @since 0.1.0
     */
    boolean isInjected(Throwable thrown);
}
