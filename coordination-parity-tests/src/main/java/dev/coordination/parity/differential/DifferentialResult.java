// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.differential;

import dev.coordination.parity.ComparisonResult;
import dev.coordination.parity.Divergence;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a differential run found.
 *
 * @param first the first adapter
 * @param second the second adapter
 * @param seed the seed
 * @param sequences how many sequences were run
 * @param steps how many generated calls were made, not counting the looks at what was left at the end
 * @param differing how many sequences came to something that differs and is not listed
 * @param differences one difference for each operation that showed one, shrunk
 * @param listed the known differences that were met
 * @param stale the known differences that no longer differ; only after a run that was not stopped
 * @param seconds how long it took
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
                differing == 0 ? "no difference" : differing + " sequences differ",
                first,
                second,
                describeKnown(),
                shown);
    }
}
