// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.differential;

import dev.coordination.parity.ComparisonResult;
import dev.coordination.parity.Divergence;
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
 * @param differing the number of sequences with a difference that is not listed
 * @param differences one shrunk difference for each operation whose results differ
 * @param listed the known differences that were found
 * @param stale the known differences that no longer differ; empty if the run stopped early
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
        List<Divergence> listed,
        List<Divergence> stale,
        double seconds)
        implements ComparisonResult {

    @Override
    public String toString() {
        String shown = differences.stream().map(difference -> "\n" + difference).collect(Collectors.joining());
        return String.format(
                Locale.ROOT,
                "Differential run, seed %d: %,d sequences, %,d steps in %.1f s: %s%n  first:  %s%n  second: %s%s%s",
                seed,
                sequences,
                steps,
                seconds,
                differing == 0
                        ? "no difference"
                        : differing == 1 ? "1 sequence differs" : differing + " sequences differ",
                first,
                second,
                describeKnown(),
                shown);
    }
}
