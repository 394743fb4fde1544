// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.function.UnaryOperator;

/**
 * A variable in which a test records what its nodes do. Its reads and writes belong to the step before them.
 *
 * @param <T> the type of its value
 * @see Nodes#ghost(Object)
 * @since 0.1.0
 */
public sealed interface Ghost<T> permits ExploredGhost {

    /**
     * Returns the value.
     *
     * @return the value
     * @since 0.1.0
     */
    T get();

    /**
     * Sets the value.
     *
     * @param value the new value
     * @since 0.1.0
     */
    void set(T value);

    /**
     * Replaces the value by a function of it.
     *
     * @param function the function
     * @return the new value
     * @since 0.1.0
     */
    T update(UnaryOperator<T> function);
}
