// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the timeline of a failure in one line, without arguments, and without what the test itself does. */
final class ShortTimeline {

    /** Where a line continues after the time. */
    private static final int TIME_COLUMN = 9;

    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern TIME = Pattern.compile("-- (.+) pass --");
    private static final Pattern PASSED = Pattern.compile("(\\d+)s pass");
    private static final Pattern ARGUMENTS = Pattern.compile("\\((?:[^()\"]|\"[^\"]*\")*\\)");
    private static final Pattern OF_AREA = Pattern.compile("\\b[a-z]\\w+\\.(?=[a-z])");
    private static final Pattern ACTOR = Pattern.compile("^((?:task|listener|lost)?\\d+): ");
    private static final Pattern NOT_SHOWN = Pattern.compile(
            "\\(the test\\)$|^(.*: )?(runs a task|wakes up|continues after .*|\\(not reached.*|sleep\\(.*)$");

    private ShortTimeline() {}

    static String of(String timeline) {
        List<String> lines = timeline.lines().toList();
        Map<Integer, String> columns = new TreeMap<>();
        WORD.matcher(lines.get(0)).results().skip(1).forEach(name -> columns.put(name.start(), name.group()));
        List<String> steps = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            if (line.contains("... the same ")) {
                steps.add("and so on");
                break;
            }
            add(line, columns, steps);
        }
        return String.join("; ", steps);
    }

    private static void add(String line, Map<Integer, String> columns, List<String> steps) {
        Matcher time = TIME.matcher(line);
        if (time.find()) {
            pass(seconds(time.group(1)), steps);
            return;
        }
        int start = TIME_COLUMN;
        while (line.charAt(start) == ' ') {
            start++;
        }
        String text = line.substring(start);
        if (text.contains(" <- ") || !NOT_SHOWN.matcher(text).find()) {
            steps.add(step(String.valueOf(columns.get(start)), text));
        }
    }

    /** Adds a move of time to one that comes directly before it. */
    private static void pass(long seconds, List<String> steps) {
        Matcher last = PASSED.matcher(steps.isEmpty() ? "" : steps.get(steps.size() - 1));
        if (last.matches()) {
            steps.remove(steps.size() - 1);
            pass(seconds + Long.parseLong(last.group(1)), steps);
        } else {
            steps.add(seconds + "s pass");
        }
    }

    private static long seconds(String duration) {
        return Duration.parse("PT" + duration.replace(" ", "")).toSeconds();
    }

    private static String step(String node, String text) {
        Matcher actor = ACTOR.matcher(text);
        String who = actor.find() ? node + "/" + actor.group(1) : node;
        String what = ACTOR.matcher(text).replaceFirst("");
        what = ARGUMENTS.matcher(what).replaceAll("");
        what = OF_AREA.matcher(what).replaceAll("");
        what = what.replaceAll(" \\[(fails|ends with .*)]$", "")
                .replace(" threw CoordinationUnavailableException <- did not reach the backend", " is not sent")
                .replaceAll("( = .*)? <- took effect, but its reply was lost", " loses its reply")
                .replaceAll("onMessage onEnd: \\w+", "onEnd")
                .replace(" <- fault", "")
                .replace(" <- ", ", and ")
                .replace(" threw AssertionError", "");
        return who + ": " + what;
    }
}
