// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.function.UnaryOperator;

/**
 * A variable in which a test records what its nodes do. Reads and writes of it are not steps: they belong to the step before
 * them.
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
     * Replaces the value with the result of a function.
     *
     * @param function computes the new value from the current one
     * @return the new value
     * @since 0.1.0
     */
    T update(UnaryOperator<T> function);
}
