// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import dev.coordination.junit.explore.FaultKind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the section about the planted bugs, in Markdown. */
final class PlantedBugsSection {

    private static final String TITLE = "## Known bugs\n";
    private static final String HEAD = TITLE + """

            <!-- PlantedBugsTest generates this section. -->

            Many libraries have shipped such recipes with bugs. Each of the %d recipes in this table has one bug that a library really
            had, reduced to a few lines on the port. [Exploration](exploring.md) finds every bug with its default budget, and proves that
            the recipe without the bug passes in every schedule.
            [The recipes](../coordination-recipes/src/test/java/dev/coordination/recipes/planted) are part of the tests.

            - *May happen*: what may happen in the exploration, besides any order of steps.
            - *Found in*: the number of the first schedule that fails.
            - *Minimal failure*: the steps of the failing schedule after simplification, without arguments and waits.
            - *Proved after*: the number of schedules that prove the fixed recipe.

            | Bug | Reference | May happen | Found in | Minimal failure | Proved after |
            |---|---|---|---:|---|---:|
            """;

    private static final Pattern ISSUE = Pattern.compile("(\\S+)#(\\d+)");
    private static final Pattern JIRA = Pattern.compile("(\\S+) ([A-Z]+-\\d+)");

    private PlantedBugsSection() {}

    static String of(List<Finding> findings) {
        return HEAD.formatted(findings.size())
                + findings.stream().map(PlantedBugsSection::row).collect(Collectors.joining());
    }

    /** Returns a page in which the section is replaced, or to which it is added. */
    static String replaceIn(String page, String section) {
        String old = in(page);
        return old.isEmpty() ? page.stripTrailing() + "\n\n" + section : page.replace(old, section);
    }

    /** Returns the section of a page; empty if there is none. */
    static String in(String page) {
        int start = page.indexOf(TITLE);
        if (start < 0) {
            return "";
        }
        int next = page.indexOf("\n## ", start);
        return next < 0 ? page.substring(start) : page.substring(start, next);
    }

    private static String row(Finding finding) {
        PlantedBug bug = finding.bug();
        return Stream.of(
                        bug.goesWrong(),
                        link(bug.reference()),
                        mayHappen(bug),
                        Long.toString(finding.failure().schedule()),
                        ShortTimeline.of(finding.failure().timeline()),
                        Long.toString(finding.fixed().schedules()))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String link(String reference) {
        Matcher issue = ISSUE.matcher(reference);
        if (issue.matches()) {
            return "[%s](https://github.com/%s/issues/%s)".formatted(reference, issue.group(1), issue.group(2));
        }
        Matcher jira = JIRA.matcher(reference);
        if (jira.matches()) {
            return "[%s](https://issues.apache.org/jira/browse/%s)".formatted(reference, jira.group(2));
        }
        throw new IllegalArgumentException("a reference must be an issue, but was " + reference);
    }

    private static String mayHappen(PlantedBug bug) {
        String kinds = bug.faults().stream().map(PlantedBugsSection::words).collect(Collectors.joining(", "));
        return Stream.of(bug.timeSteps() == 0 ? "" : "1 time step", kinds.isEmpty() ? "" : "1 fault: " + kinds)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("; "), text -> text.isEmpty() ? "nothing" : text));
    }

    private static String words(FaultKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
