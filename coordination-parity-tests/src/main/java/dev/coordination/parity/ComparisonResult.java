// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The result of comparing two adapters: what differs, and what was known to differ.
 *
 * <p>Implementations are immutable, and their {@link Object#toString} describes the result for people.
 *
 * @since 0.1.0
 */
public interface ComparisonResult {

    /**
     * Returns how many comparisons differ and are not listed as known divergences.
     *
     * @return the number, or 0 if there is none
     * @since 0.1.0
     */
    long differing();

    /**
     * Returns the known divergences that were found.
     *
     * @return an immutable list
     * @since 0.1.0
     */
    List<Divergence> listed();

    /**
     * Returns the known divergences that were looked for and no longer differ.
     *
     * @return an immutable list
     * @since 0.1.0
     */
    List<Divergence> stale();

    /**
     * Fails unless exactly the known divergences differ.
     *
     * @throws AssertionError if anything else differs, or if a known divergence no longer does; its message is this result
     * @since 0.1.0
     */
    default void assertNoDifference() {
        if (differing() > 0 || !stale().isEmpty()) {
            throw new AssertionError(this);
        }
    }

    /**
     * Returns the known divergences, one per line, for {@link Object#toString}.
     *
     * @return the lines, each preceded by a line break; empty if there are none
     * @since 0.1.0
     */
    default String describeKnown() {
        return lines("listed: ", listed()) + lines("listed, and no longer different: ", stale());
    }

    private static String lines(String title, List<Divergence> entries) {
        return entries.stream().map(entry -> "\n  " + title + entry).collect(Collectors.joining());
    }
}
