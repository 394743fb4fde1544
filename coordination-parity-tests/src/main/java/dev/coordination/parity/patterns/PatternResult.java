// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

import dev.coordination.parity.ComparisonResult;
import dev.coordination.parity.Divergence;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The result of a comparison of patterns.
 *
 * @param what a description of the patterns, the names and the operation
 * @param subject the server or adapter that was compared with the in-memory adapter
 * @param patterns the number of patterns
 * @param pairs the number of pairs of a pattern and a name
 * @param matching the number of pairs that match in the in-memory adapter
 * @param differing the number of pairs that differ and are not listed
 * @param examples the first of the pairs that differ
 * @param listed the known differences that were found
 * @param stale the known differences that no longer occur
 * @param seconds the duration of the comparison
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
