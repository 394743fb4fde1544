// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

import dev.coordination.parity.ComparisonResult;
import dev.coordination.parity.Divergence;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a comparison of patterns found.
 *
 * @param what which patterns and names, and by which operation
 * @param subject the server or adapter that was compared with the in-memory adapter
 * @param patterns how many patterns
 * @param pairs how many pairs of a pattern and a name
 * @param matching how many of the pairs match in memory
 * @param differing how many pairs differ and are not listed
 * @param examples the first of them
 * @param listed the known differences that were met
 * @param stale the known differences that no longer differ
 * @param seconds how long it took
 * @since 0.1.0
 */
public record PatternResult(
        String what,
        String subject,
        long patterns,
        long pairs,
        long matching,
        long differing,
        List<PatternDifference> examples,
        List<Divergence> listed,
        List<Divergence> stale,
        double seconds)
        implements ComparisonResult {

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Patterns, %s: %,d patterns, %,d pairs, of which %,d match, in %.1f s: %s%n  %s%s%s",
                what,
                patterns,
                pairs,
                matching,
                seconds,
                differing == 0 ? "no difference" : String.format(Locale.ROOT, "%,d pairs differ", differing),
                subject,
                describeKnown(),
                examples.stream().map(example -> "\n  " + example).collect(Collectors.joining()));
    }
}
