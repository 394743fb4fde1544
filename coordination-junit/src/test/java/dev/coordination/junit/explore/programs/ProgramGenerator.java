// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.programs.Block.Form;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Generates a program from a seed. Programs that have too few or too many schedules, or that are not controlled, are discarded.
 */
final class ProgramGenerator {

    private static final double LEAST_SCHEDULES = 6;
    private static final double MOST_SCHEDULES = 160;

    private final Choices choices;

    ProgramGenerator(long seed) {
        choices = new Choices(seed);
    }

    GeneratedProgram program() {
        Theme theme = choices.one(Theme.values());
        Conditions conditions = conditions(theme);
        while (true) {
            GeneratedProgram program = program(theme, conditions);
            double schedules = ProgramSize.schedules(program);
            if (schedules >= LEAST_SCHEDULES && schedules <= MOST_SCHEDULES && program.isControlled()) {
                return program;
            }
        }
    }

    private GeneratedProgram program(Theme theme, Conditions conditions) {
        int names = choices.between(1, 2);
        int nodes = theme == Theme.THREADS ? choices.between(1, 2) : choices.percent(75) ? 2 : 3;
        List<NodeProgram> programs = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            String name = String.valueOf((char) ('a' + i));
            programs.add(node(theme, new Scope(choices, name, names), nodes));
        }
        Afterwards afterwards = choices.percent(75) ? Afterwards.NOTHING : choices.one(Afterwards.values());
        List<Code> again =
                afterwards == Afterwards.RUN_AGAIN ? List.of(theme.call(new Scope(choices, "a", names))) : List.of();
        return new GeneratedProgram(
                conditions,
                choices.percent(50),
                choices.percent(30),
                names == 2 && theme.isAboutCache() && choices.percent(60),
                List.copyOf(programs),
                afterwards,
                again);
    }

    private Conditions conditions(Theme theme) {
        if (theme.isAboutTime() && choices.percent(20)) { // Then time passes early only because of a pause.
            return new Conditions(0, 1, EnumSet.of(FaultKind.PAUSE), false, choices.percent(20));
        }
        int timeSteps = choices.percent(theme.isAboutTime() ? 65 : 20) ? choices.between(1, 2) : 0;
        int faults = choices.percent(theme == Theme.TOPICS ? 60 : 40) ? 1 : 0;
        if (faults == 1 && choices.percent(10)) {
            faults = 2;
        }
        Set<FaultKind> kinds = EnumSet.of(kind(theme));
        if (choices.percent(theme == Theme.TOPICS ? 60 : 30)) {
            kinds.add(kind(theme));
        }
        return new Conditions(timeSteps, faults, kinds, timeSteps == 0 && choices.percent(8), choices.percent(20));
    }

    private FaultKind kind(Theme theme) {
        if (theme == Theme.TOPICS && choices.percent(50)) {
            return choices.one(FaultKind.SUBSCRIPTION_LOST, FaultKind.SUBSCRIPTION_OVERFLOW);
        }
        return choices.one(FaultKind.values());
    }

    private NodeProgram node(Theme theme, Scope scope, int nodes) {
        int threads = theme == Theme.THREADS && scope.node().equals("a") || choices.percent(8) ? 2 : 1;
        List<List<Code>> codes = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int length = nodes <= 2 && threads == 1 ? choices.between(1, 4) : choices.between(1, 2);
            codes.add(codes(theme, scope, length, 0));
        }
        boolean topics = theme == Theme.TOPICS || theme == Theme.MIXED;
        boolean listens = topics && choices.percent(30);
        List<Code> listener = listens ? codes(theme, scope, choices.between(0, 1), 1) : List.of();
        return new NodeProgram(scope.node(), topics && choices.percent(70), listens, listener, List.copyOf(codes));
    }

    private List<Code> codes(Theme theme, Scope scope, int length, int depth) {
        List<Code> codes = new ArrayList<>();
        int left = length;
        while (left > 0) {
            if (depth < 2 && choices.percent(theme.blocks() / (depth + 1))) {
                int inside = choices.between(1, Math.min(2, left));
                codes.add(block(theme, scope, inside, depth + 1));
                left -= inside;
            } else {
                codes.add(theme.call(scope));
                left--;
            }
        }
        return List.copyOf(codes);
    }

    private Block block(Theme theme, Scope scope, int length, int depth) {
        Form form = theme.form(choices);
        if (depth > 1 && form.startsActor()) {
            form = Form.IF;
        }
        Call condition = switch (form) {
            case WHILE -> CacheCalls.exists(scope.key());
            case UNTIL, IF ->
                choices.percent(50)
                        ? CacheCalls.setIfAbsent(scope.key(), scope.node(), scope.ttl())
                        : CacheCalls.conditions(scope);
            default -> CacheCalls.exists(scope.key());
        };
        List<Code> body = switch (form) {
            case WHILE -> List.of();
            case UNTIL -> List.of(NodeCalls.sleep(Duration.ofSeconds(choices.one(5, 10))));
            default -> codes(theme, scope, length, depth);
        };
        return new Block(form, condition, body);
    }
}
