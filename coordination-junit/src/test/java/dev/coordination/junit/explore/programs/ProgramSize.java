// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import dev.coordination.junit.explore.FaultKind;
import java.util.ArrayList;
import java.util.List;

/** Estimates how many schedules a generated program has. */
final class ProgramSize {

    private ProgramSize() {}

    static double schedules(GeneratedProgram program) {
        List<Integer> steps = new ArrayList<>();
        Conditions conditions = program.conditions();
        for (NodeProgram node : program.nodePrograms()) {
            addSteps(node, conditions, steps);
        }
        int total = steps.stream().mapToInt(Integer::intValue).sum();
        double orders = orders(steps);
        double times = Math.pow(1 + total / 5.0, conditions.timeSteps());
        double failures = Math.pow(1 + total * ways(conditions) / 2, conditions.faults());
        double again = program.afterwards() == Afterwards.RUN_AGAIN ? 2 : 1;
        return orders * times * failures * again * (conditions.skewed() ? 2 : 1);
    }

    private static void addSteps(NodeProgram node, Conditions conditions, List<Integer> steps) {
        List<Integer> own = new ArrayList<>();
        for (List<Code> thread : node.threads()) {
            addSteps(thread, own);
        }
        if (node.listens()) {
            own.add(1 + Code.steps(node.listener()));
        }
        boolean replies = own.size() > 1 || conditions.timeSteps() > 0 || conditions.fine();
        own.forEach(count -> steps.add((replies ? 2 * count : count) + (conditions.fine() ? 1 : 0)));
    }

    /** Adds the steps of a thread, and those of the tasks and threads that it starts. */
    private static void addSteps(List<Code> codes, List<Integer> steps) {
        int own = 0;
        for (Code code : codes) {
            if (code instanceof Block block && block.form().startsActor()) {
                own++;
                addSteps(block.body(), steps);
            } else {
                own += code.steps();
            }
        }
        steps.add(own);
    }

    private static double ways(Conditions conditions) {
        double ways = 0;
        for (FaultKind kind : conditions.kinds()) {
            ways += switch (kind) {
                case SUBSCRIPTION_LOST, SUBSCRIPTION_OVERFLOW -> 0.5;
                case PAUSE -> 1;
                case RESTART -> 2;
                default -> 1;
            };
        }
        return ways;
    }

    /** Returns the number of orders in which the steps of all threads can be made. */
    private static double orders(List<Integer> steps) {
        double orders = 1;
        int total = 0;
        for (int count : steps) {
            for (int i = 1; i <= count; i++) {
                total++;
                orders = orders * total / i;
            }
        }
        return orders;
    }
}
