// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import dev.coordination.junit.harness.CoordinationHarness;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the same steps on two fresh backends, and compares the outcomes after each step.
 *
 * @param tolerance the remaining TTLs of the two backends must differ by less than this; null for half a step of time
 */
record Comparison(
        Supplier<? extends CoordinationHarness> first,
        Supplier<? extends CoordinationHarness> second,
        List<Step> steps,
        @Nullable Duration tolerance) {

    static Comparison of(
            Supplier<? extends CoordinationHarness> first,
            Supplier<? extends CoordinationHarness> second,
            List<Step> steps) {
        return new Comparison(first, second, steps, null);
    }

    Comparison of(List<Step> other) {
        return new Comparison(first, second, other, tolerance);
    }

    /** Returns the outcomes of the first step that differs, or empty if none does. */
    Optional<Difference.Pair> find() {
        try (CoordinationHarness one = first.get();
                CoordinationHarness other = second.get()) {
            Duration step = Differential.grid(one, other);
            Duration allowed = tolerance == null ? step.dividedBy(2) : tolerance;
            Run left = new Run(one, step);
            Run right = new Run(other, step);
            for (Step next : steps) {
                List<Outcome> leftOutcomes = outcomes(next, left);
                List<Outcome> rightOutcomes = outcomes(next, right);
                int call = firstThatDiffers(leftOutcomes, rightOutcomes, allowed);
                if (call < Math.max(leftOutcomes.size(), rightOutcomes.size())) {
                    return Optional.of(new Difference.Pair(
                            next.operation(), call + 1, shown(leftOutcomes, call), shown(rightOutcomes, call)));
                }
            }
            return Optional.empty();
        }
    }

    /** Runs a step, and returns its outcomes. The run forgets them, since together they may be large. */
    private static List<Outcome> outcomes(Step step, Run run) {
        try {
            step.script().on(run);
        } catch (Exception e) {
            throw new IllegalStateException(step.operation() + " failed outside its compared calls: " + e, e);
        }
        List<Outcome> outcomes = List.copyOf(run.outcomes());
        run.outcomes().clear();
        return outcomes;
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
