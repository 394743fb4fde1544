// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects the lines of all parts, prints them as a table for people, and writes them as JSON for programs. */
final class Summary {

    private final List<SummaryLine> lines = new ArrayList<>();
    private final Map<String, String> machine = new TreeMap<>();

    Summary() {
        Runtime runtime = Runtime.getRuntime();
        machine.put("jdk", Runtime.version().toString());
        machine.put("processors", Integer.toString(runtime.availableProcessors()));
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    void about(String what, String text) {
        machine.put(what, text);
    }

    void add(SummaryLine line) {
        lines.add(line);
        System.out.println(row(line));
    }

    /** Returns the lines of a part as a Markdown table. */
    String table(String part) {
        StringBuilder table = new StringBuilder("| what | figure | compared with | its figure | ratio | target |\n");
        table.append("|---|---|---|---|---|---|\n");
        lines.stream()
                .filter(line -> line.part().equals(part))
                .forEach(line -> table.append(row(line)).append('\n'));
        return table.toString();
    }

    private static String row(SummaryLine line) {
        String base = Double.isNaN(line.base()) ? "" : Format.number(line.base()) + " " + line.unit();
        String figure =
                (Format.number(line.measured()) + " " + line.unit() + " " + Format.percent(line.error())).trim();
        String ratio = Format.number(line.ratio()) + Format.interval(line.low(), line.high());
        String aim = line.aim().isEmpty() ? "" : line.aim() + ": " + line.verdict();
        return "| " + String.join(" | ", line.what(), figure, line.beside(), base, ratio, aim) + " |";
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        machine.forEach((what, is) ->
                text.append("- ").append(what).append(": ").append(is).append('\n'));
        lines.stream()
                .map(SummaryLine::part)
                .distinct()
                .forEach(
                        part -> text.append("\n## ").append(part).append("\n\n").append(table(part)));
        return text.toString();
    }

    void write(Path directory) throws IOException {
        Files.writeString(directory.resolve("summary.md"), markdown());
        Files.writeString(
                directory.resolve("summary.json"),
                new GsonBuilder()
                        .setPrettyPrinting()
                        .serializeSpecialFloatingPointValues()
                        .create()
                        .toJson(Map.of("machine", machine, "lines", lines)));
    }
}
