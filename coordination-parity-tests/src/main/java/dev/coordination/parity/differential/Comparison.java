// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.differential;

import dev.coordination.junit.harness.CoordinationHarness;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs the same steps on two fresh backends, and compares the outcomes after each step. */
record Comparison(
        Supplier<? extends CoordinationHarness> first,
        Supplier<? extends CoordinationHarness> second,
        List<Step> steps) {

    static Comparison of(
            Supplier<? extends CoordinationHarness> first,
            Supplier<? extends CoordinationHarness> second,
            List<Step> steps) {
        return new Comparison(first, second, steps);
    }

    /** Returns the outcomes of the first step that differs, or empty if none does. */
    Optional<Difference.Pair> find() {
        try (CoordinationHarness one = first.get();
                CoordinationHarness other = second.get()) {
            Duration step = Differential.grid(one, other);
            Run left = new Run(one, step);
            Run right = new Run(other, step);
            for (Step next : steps) {
                int seen = left.outcomes().size();
                List<Outcome> leftOutcomes = outcomes(next, left, seen);
                List<Outcome> rightOutcomes = outcomes(next, right, seen);
                int call = firstThatDiffers(leftOutcomes, rightOutcomes, step.dividedBy(2));
                if (call < Math.max(leftOutcomes.size(), rightOutcomes.size())) {
                    return Optional.of(new Difference.Pair(
                            next.operation(), call + 1, shown(leftOutcomes, call), shown(rightOutcomes, call)));
                }
            }
            return Optional.empty();
        }
    }

    private static List<Outcome> outcomes(Step step, Run run, int seen) {
        try {
            step.script().on(run);
        } catch (Exception e) {
            throw new IllegalStateException(step.operation() + " failed outside its compared calls: " + e, e);
        }
        return List.copyOf(run.outcomes().subList(seen, run.outcomes().size()));
    }

    private static String shown(List<Outcome> outcomes, int call) {
        return call < outcomes.size() ? outcomes.get(call).toString() : "no call";
    }

    /** Returns the index of the first outcome that differs, or is missing. */
    private static int firstThatDiffers(List<Outcome> first, List<Outcome> second, Duration tolerance) {
        int i = 0;
        while (i < Math.min(first.size(), second.size())
                && Tolerance.aboutTheSame(first.get(i), second.get(i), tolerance)) {
            i++;
        }
        return i;
    }
}
