// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The text of the report entry about an exploration. */
final class ExplorationReport {

    private ExplorationReport() {}

    static String text(ExplorationResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(result.summary());
        for (LevelResult level : result.levels()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %s: %s, %,d schedules, %,d abandoned as redundant, %,d ms",
                    level.level().words(),
                    words(level.verdict()),
                    level.schedules(),
                    level.redundant(),
                    level.elapsed().toMillis()));
        }
        lines.add(String.format(Locale.ROOT, "  longest schedule: %,d steps", result.longest()));
        if (!result.coverage().isEmpty()) {
            lines.add("  faults, with the number of schedules in which they were injected:");
            coverage(result.coverage()).forEach((call, faults) -> lines.add("    " + call + ": " + faults));
        }
        return String.join("\n", lines);
    }

    /** Returns the faults of each call. */
    private static Map<String, StringJoiner> coverage(List<Coverage> coverage) {
        Map<String, StringJoiner> faultsByCall = new LinkedHashMap<>();
        coverage.forEach(fault -> faultsByCall
                .computeIfAbsent(fault.call(), call -> new StringJoiner(", "))
                .add(String.format(Locale.ROOT, "%s %,d", fault.kind().code(), fault.schedules())));
        return faultsByCall;
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case PROVED -> "proved";
            case BOUNDED -> "proved within the preemption limit";
            case NOT_PROVED -> "not proved";
            case REPLAYED -> "replayed";
            case FAILED -> "failed";
        };
    }
}
