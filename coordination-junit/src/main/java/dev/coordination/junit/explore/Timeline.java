// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A run as text, with a column for each node and a line for each step and each move of time. */
final class Timeline {

    private static final int WIDEST = 46;
    private static final int MAX_LINES = 120;
    private static final String WAITS = "waits for a lock";

    private final Run run;
    private final Continuations continuations;
    private final List<NodeState> nodes = new ArrayList<>();
    private final List<String[]> lines = new ArrayList<>();

    private Timeline(Run run) {
        this.run = run;
        this.continuations = new Continuations(run.log);
    }

    static String of(Run run) {
        Timeline timeline = new Timeline(run);
        timeline.addNodes();
        run.log.forEach(timeline::add);
        timeline.addPending();
        return timeline.text(FoldedLines.of(timeline.lines));
    }

    private void addNodes() {
        for (NodeState node : run.nodes) {
            if (run.log.stream().anyMatch(event -> event.node == node.index)
                    || run.actors.stream().anyMatch(actor -> actor.node.state == node)) {
                nodes.add(node);
            }
        }
    }

    private void add(Event event) {
        if (event.actor == Run.TIME) {
            lines.add(new String[] {at(event), "-- " + Words.of((Duration) event.step.arguments[0]) + " pass --"});
            return;
        }
        if (event.isCode()) {
            if (event.variant == Variant.USUAL
                    && event.note.isEmpty()
                    && !event.waits
                    && !continuations.isLate(event)) {
                return;
            }
        }
        add(event.who, at(event), text(event));
    }

    private String text(Event event) {
        StringBuilder text = new StringBuilder(prefix(event.who));
        text.append(words(event));
        if (event.variant != Variant.USUAL) {
            text.append(" <- ").append(Variant.words(event.variant, run.scope.skews()));
        } else if (event.actor >= 0 && run.isFault(event.actor)) {
            text.append(" <- fault");
        }
        if (!event.note.isEmpty()) {
            text.append(' ').append(event.note);
        }
        return text.toString();
    }

    private String words(Event event) {
        boolean silent = event.step == Step.START
                || event.step == Step.GOT_LOCK
                || event.step == Step.REPLY && !continuations.isLate(event);
        if (event.waits && silent) {
            return WAITS;
        }
        return (event.step == Step.REPLY ? continuations.words(event) : Words.of(event))
                + (event.waits ? ", and " + WAITS : "");
    }

    /** Returns the prefix that names the actor, if it is not the first one of its node. */
    private static String prefix(String who) {
        int slash = who.indexOf('/');
        return slash < 0 ? "" : who.substring(slash + 1) + ": ";
    }

    private static String at(Event event) {
        return Words.of(Duration.ofNanos(event.at));
    }

    private void addPending() {
        for (Actor actor : run.actors) {
            Step step = actor.lastPending;
            if (step != null && !step.idle && !actor.optional && actor.node.isAliveNow() && step != Step.START) {
                String before = step == Step.REPLY ? "(does not continue)" : "(not reached: " + Words.of(step) + ")";
                add(actor.name, "", prefix(actor.name) + before);
            }
        }
    }

    private void add(String who, String at, String text) {
        String[] line = new String[nodes.size() + 1];
        line[0] = at;
        for (int i = 0; i < nodes.size(); i++) {
            String name = nodes.get(i).name;
            boolean mine = who.equals(name) || who.startsWith(name + "/") || who.startsWith(name + "#");
            line[i + 1] = mine ? text : "";
        }
        lines.add(line);
    }

    private String text(List<String[]> shown) {
        int[] widths = widths(shown);
        StringBuilder text = new StringBuilder();
        String[] header = new String[nodes.size() + 1];
        header[0] = "time";
        for (int i = 0; i < nodes.size(); i++) {
            header[i + 1] = nodes.get(i).name;
        }
        append(text, header, widths);
        int omitted = Math.max(0, shown.size() - MAX_LINES);
        for (int i = 0; i < shown.size(); i++) {
            if (omitted > 0 && i == MAX_LINES / 2) {
                text.append("... ").append(omitted).append(" more steps ...\n");
                i += omitted;
            }
            append(text, shown.get(i), widths);
        }
        return text.toString();
    }

    private int[] widths(List<String[]> shown) {
        int[] widths = new int[nodes.size() + 1];
        widths[0] = 6;
        for (int i = 0; i < nodes.size(); i++) {
            widths[i + 1] = nodes.get(i).name.length();
        }
        for (String[] line : shown) {
            widths[0] = Math.max(widths[0], line[0].length());
            for (int i = 1; i < line.length && line.length > 2; i++) {
                widths[i] = Math.max(widths[i], Math.min(line[i].length(), WIDEST));
            }
        }
        return widths;
    }

    private static void append(StringBuilder text, String[] line, int[] widths) {
        StringBuilder row = new StringBuilder("  ");
        for (int i = 0; i < line.length; i++) {
            row.append(line[i]);
            int padding = i < widths.length ? widths[i] - line[i].length() : 0;
            row.append(" ".repeat(Math.max(0, padding) + 2));
        }
        text.append(row.toString().stripTrailing()).append('\n');
    }
}
