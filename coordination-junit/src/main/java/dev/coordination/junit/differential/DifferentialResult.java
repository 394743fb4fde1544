// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The result of a differential run.
 *
 * @param first the description of the first adapter
 * @param second the description of the second adapter
 * @param seed the seed
 * @param sequences the number of sequences that were run
 * @param steps the number of generated steps, not counting those that read the final state
 * @param differing the number of sequences with a difference that was not known
 * @param differences one shrunk difference for each operation whose results differ
 * @param seconds the duration of the run
 * @since 0.1.0
 */
public record DifferentialResult(
        String first,
        String second,
        long seed,
        int sequences,
        long steps,
        long differing,
        List<Difference> differences,
        double seconds) {

    /**
     * Asserts that there is no difference, apart from those that are known.
     *
     * @throws AssertionError if there is one; the message is this result as text, with the tests that reproduce the differences
     * @since 0.1.0
     */
    public void assertNoDifference() {
        if (differing > 0) {
            throw new AssertionError(this);
        }
    }

    @Override
    public String toString() {
        String shown = differences.stream().map(difference -> "\n" + difference).collect(Collectors.joining());
        return String.format(
                Locale.ROOT,
                "Differential run, seed %d: %,d sequences, %,d steps in %.1f s: %s%n  first:  %s%n  second: %s%s",
                seed,
                sequences,
                steps,
                seconds,
                differing == 0
                        ? "no difference"
                        : differing == 1 ? "1 sequence differs" : differing + " sequences differ",
                first,
                second,
                shown);
    }
}
