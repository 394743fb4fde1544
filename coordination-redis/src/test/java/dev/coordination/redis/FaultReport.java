// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The tables of what happened in a run. */
final class FaultReport {

    private static final String LEGEND = """
            Each cell has a letter for each phase: during the fault; during it, after an idle time; while the request is in flight;
            while the reply is in flight.

            R: right answer. N: "nothing was sent". F: "Redis refused". D: "may or may not have taken effect".
            P: "had deleted". L: the subscription says that it is lost. -: does not apply. !: bad.

            The number that follows is how many calls failed after the fault, if any did, because their connections had been open
            while it lasted.

            """;

    private final List<FaultCase> cases;

    FaultReport(List<FaultCase> cases) {
        this.cases = List.copyOf(cases);
    }

    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder("# Fault matrix\n\n");
        text.append(total()).append("\n\n").append(perFault()).append('\n').append(LEGEND);
        for (String group : values(cases, running -> running.fault().group())) {
            text.append("## ").append(group).append("\n\n").append(table(group)).append('\n');
        }
        List<String> problems = FaultMatrix.problems(cases);
        if (!problems.isEmpty()) {
            text.append("## Bad\n\n");
            problems.forEach(problem -> text.append("- ").append(problem).append('\n'));
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Returns the counts of the run. */
    String summary() {
        return total() + "\n" + perFault();
    }

    private String total() {
        return cases.size() + " cases: " + counts(cases) + "; at most " + mostFailures(cases)
                + " calls failed after a fault; the longest call took " + longest(cases);
    }

    private String perFault() {
        StringBuilder text = new StringBuilder("| fault | " + header() + "failed calls afterwards |\n|---|"
                + "---:|".repeat(FaultAnswer.values().length) + "\n");
        for (String fault : values(cases, running -> running.fault().toString())) {
            List<FaultCase> some = cases.stream()
                    .filter(running -> running.fault().toString().equals(fault))
                    .toList();
            text.append("| ").append(fault).append(" | ");
            Map<FaultAnswer, Long> counts = count(some);
            for (FaultAnswer answer : FaultAnswer.values()) {
                if (answer != FaultAnswer.NONE) {
                    text.append(counts.getOrDefault(answer, 0L)).append(" | ");
                }
            }
            text.append(mostFailures(some)).append(" |\n");
        }
        return text.toString();
    }

    private static String header() {
        StringBuilder text = new StringBuilder();
        for (FaultAnswer answer : FaultAnswer.values()) {
            if (answer != FaultAnswer.NONE) {
                text.append(answer).append(" | ");
            }
        }
        return text.toString();
    }

    private String table(String group) {
        List<FaultCase> some = cases.stream()
                .filter(running -> running.fault().group().equals(group))
                .toList();
        Set<String> faults = values(some, running -> running.fault().toString());
        StringBuilder text = new StringBuilder(
                "| | " + String.join(" | ", faults) + " |\n|---|" + "---|".repeat(faults.size()) + "\n");
        for (String operation : values(some, running -> running.operation().toString())) {
            text.append("| ").append(operation).append(" |");
            for (String fault : faults) {
                text.append(' ').append(cell(some, operation, fault)).append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String cell(List<FaultCase> some, String operation, String fault) {
        StringBuilder text = new StringBuilder();
        int failures = 0;
        for (FaultPhase phase : FaultPhase.values()) {
            char letter = FaultAnswer.NONE.letter();
            for (FaultCase running : some) {
                if (running.phase() == phase
                        && running.operation().toString().equals(operation)
                        && running.fault().toString().equals(fault)) {
                    letter = running.answer().letter();
                    failures = Math.max(failures, running.failures());
                }
            }
            text.append(letter);
        }
        return failures == 0 ? text.toString() : text + " " + failures;
    }

    private static Set<String> values(List<FaultCase> some, java.util.function.Function<FaultCase, String> value) {
        return some.stream().map(value).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String counts(List<FaultCase> some) {
        return count(some).entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static Map<FaultAnswer, Long> count(List<FaultCase> some) {
        Map<FaultAnswer, Long> counts = new EnumMap<>(FaultAnswer.class);
        some.forEach(running -> counts.merge(running.answer(), 1L, Long::sum));
        return new LinkedHashMap<>(counts);
    }

    private static int mostFailures(List<FaultCase> some) {
        return some.stream().mapToInt(FaultCase::failures).max().orElse(0);
    }

    private static String longest(List<FaultCase> some) {
        return some.stream()
                .max(Comparator.comparingLong(FaultCase::nanos))
                .map(running -> TimeUnit.NANOSECONDS.toMillis(running.nanos()) + " ms: " + running)
                .orElse("no time");
    }
}
