// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import dev.coordination.junit.explore.Level;
import dev.coordination.junit.explore.ScheduleFailure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the page about the catalogue, in Markdown. */
final class CataloguePage {

    private static final String TIME = " \\| <?\\d+ ms \\| ";
    private static final String HEAD = """
            # Catalogue of known bugs

            <!-- CatalogueTest generates this page. -->

            Each of these %d programs has a bug that shows only in some schedules. [Exploration](exploring.md) finds the bug, and proves
            that no schedule of the corrected program fails. It uses the default settings and those listed under *Needs*.
            [The programs](../coordination-junit/src/test/java/dev/coordination/junit/explore/catalogue) are written as users would write
            them.

            - *Needs*: what must be allowed for the bug to show: time that passes while a node could run, faults, or a clock that is wrong.
              If nothing is listed, another order of steps is enough.
            - *Level*: [the level](exploring.md#faults) on which the bug is found.
            - *Found in schedule*: the number of the first schedule that fails.
            - *Proved after*: the number of schedules that it takes to prove the corrected program.
            - *Time*: the approximate time of both explorations together, on two cores that also run other tests.
            - *Shortest schedule*: the token of the failure, with which it can be replayed.

            Everything except the times is the same on every machine, and the same on Redis as on the in-memory adapter. The failures are
            shown below the table.

            | Program | What goes wrong | Needs | Level | Found in schedule | Proved after | Time | Shortest schedule |
            |---|---|---|---|---:|---:|---:|---|
            """;

    private CataloguePage() {}

    static String of(List<Finding> findings) {
        StringBuilder page = new StringBuilder(HEAD.formatted(findings.size()));
        findings.forEach(finding -> page.append(row(finding)));
        page.append("\n## The shortest failures\n");
        findings.forEach(finding ->
                finding.failed().failure().ifPresent(failure -> page.append(section(finding.bug(), failure))));
        return page.toString();
    }

    /** Removes the times, which differ from run to run. */
    static String withoutTimes(String page) {
        return page.replaceAll(TIME, " | | ");
    }

    private static String row(Finding finding) {
        KnownBug bug = finding.bug();
        Optional<ScheduleFailure> failure = finding.failed().failure();
        return Stream.of(
                        bug.toString(),
                        bug.goesWrong(),
                        bug.needs().toString(),
                        failure.map(ScheduleFailure::level)
                                .orElse(Level.ORDER)
                                .name()
                                .toLowerCase(Locale.ROOT),
                        failure.map(ScheduleFailure::schedule)
                                .orElse(finding.failed().schedules())
                                .toString(),
                        Long.toString(finding.proved().schedules()),
                        time(finding.failed().elapsed().plus(finding.proved().elapsed())),
                        failure.map(found -> "`" + found.token() + "`").orElse("none fails: a condition never holds"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Returns a time with one significant digit. More digits would differ from run to run. */
    private static String time(Duration elapsed) {
        long millis = elapsed.toMillis();
        return millis < 10 ? "<10 ms" : millis < 100 ? millis / 10 * 10 + " ms" : millis / 100 * 100 + " ms";
    }

    private static String section(KnownBug bug, ScheduleFailure failure) {
        return "\n### " + bug + "\n\n```text\n" + message(failure.cause()) + "\n\n"
                + failure.timeline().stripTrailing() + "\n```\n";
    }

    /** Returns what was thrown, without blank lines. */
    private static String message(Throwable cause) {
        String text = cause instanceof AssertionError ? cause.getMessage() : cause.toString();
        return text.lines().filter(line -> !line.isBlank()).collect(Collectors.joining("\n"));
    }
}
