// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The result of comparing two adapters: the differences found, and those that were already known.
 *
 * <p>Implementations are immutable. Their {@link Object#toString} returns a readable summary.
 *
 * @since 0.1.0
 */
public interface ComparisonResult {

    /**
     * Returns the number of comparisons that differ, not counting known divergences.
     *
     * @return the number, or 0 if there are none
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
     * Returns the known divergences that no longer occur.
     *
     * @return an immutable list
     * @since 0.1.0
     */
    List<Divergence> stale();

    /**
     * Asserts that the known divergences still occur and that nothing else differs.
     *
     * @throws AssertionError if anything else differs, or if a known divergence no longer occurs; the message is the
     *     summary of this result
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
        return lines("listed: ", listed()) + lines("listed but no longer different: ", stale());
    }

    private static String lines(String title, List<Divergence> entries) {
        return entries.stream().map(entry -> "\n  " + title + entry).collect(Collectors.joining());
    }
}
