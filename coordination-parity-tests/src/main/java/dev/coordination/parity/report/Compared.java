// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import static dev.coordination.parity.report.Readable.count;
import static dev.coordination.parity.report.Readable.grouped;

import java.util.List;
import java.util.stream.Stream;

/**
 * A generated run or a comparison of patterns, as {@code index.html} shows it.
 *
 * @param title what was compared
 * @param size how much was compared, and the duration
 */
record Compared(String title, String size, Sign sign, String found, List<String> examples) {

    static Compared of(ParityData.GeneratedRun run) {
        return of(
                run.first() + " and " + run.second(),
                "seed " + run.seed() + ", " + count(run.sequences(), "sequence") + ", " + count(run.steps(), "step")
                        + ", " + Readable.time(run.millis()),
                run.differences(),
                "sequence",
                run.examples(),
                run.listed(),
                run.stale());
    }

    static Compared of(ParityData.Patterns comparison) {
        return of(
                comparison.what() + ", in memory and on " + comparison.subject(),
                count(comparison.patterns(), "pattern") + ", " + count(comparison.pairs(), "pair") + ", "
                        + grouped(comparison.matching()) + " matching, " + Readable.time(comparison.millis()),
                comparison.differences(),
                "pair",
                comparison.examples(),
                comparison.listed(),
                comparison.stale());
    }

    private static Compared of(
            String title,
            String size,
            long differences,
            String noun,
            List<String> examples,
            List<String> listed,
            List<String> stale) {
        return new Compared(
                title,
                size,
                differences == 0 && stale.isEmpty() ? Sign.PASSED : Sign.FAILED,
                differences == 0
                        ? "no difference"
                        : count(differences, noun) + (differences == 1 ? " differs" : " differ"),
                Stream.of(
                                examples.stream(),
                                listed.stream().map(entry -> "listed: " + entry),
                                stale.stream().map(entry -> "listed but no longer different: " + entry))
                        .flatMap(lines -> lines)
                        .toList());
    }
}
