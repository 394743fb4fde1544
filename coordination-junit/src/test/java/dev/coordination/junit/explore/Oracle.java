// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.junit.explore.programs.GeneratedProgram;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Compares the outcomes that an exploration sees with the reduction and without it. */
final class Oracle {

    /** The maximum number of schedules of a program. Programs with more are skipped. */
    static final long MOST_SCHEDULES = 400;

    private static final long SHRINKING_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Set<ReductionRule> rules;
    private long compared;
    private long tooLarge;
    private long schedules;
    private long reduced;
    private long redundant;
    private long outcomes;

    Oracle(Set<ReductionRule> rules) {
        this.rules = Set.copyOf(rules);
    }

    static Oracle withAllRules() {
        return new Oracle(EnumSet.allOf(ReductionRule.class));
    }

    long compared() {
        return compared;
    }

    /** Compares the outcomes of a program. Returns a difference, with the simplest program found that has one. */
    Optional<String> compare(GeneratedProgram program) {
        Outcomes all = Outcomes.ofAll(program, MOST_SCHEDULES);
        if (!all.complete()) {
            tooLarge++;
            return Optional.empty();
        }
        compared++;
        String difference = difference(program, all);
        if (difference.isEmpty()) {
            return Optional.empty();
        }
        GeneratedProgram simplest = shrink(program);
        return Optional.of(difference(simplest, Outcomes.ofAll(simplest, MOST_SCHEDULES)) + "\n" + simplest);
    }

    private String difference(GeneratedProgram program, Outcomes all) {
        Outcomes found = Outcomes.ofReduced(program, MOST_SCHEDULES, rules);
        schedules += all.schedules();
        reduced += found.schedules();
        redundant += found.redundant();
        outcomes += all.seen().size() + all.failed().size();
        return found.complete()
                ? all.differenceTo(found)
                : "The reduction needs more schedules than there are without it.";
    }

    /** Returns whether the outcomes with the reduction differ from all outcomes of a program. */
    boolean isWrongFor(GeneratedProgram program, Outcomes all) {
        return all.complete() && !difference(program, all).isEmpty();
    }

    private GeneratedProgram shrink(GeneratedProgram program) {
        long end = System.nanoTime() + SHRINKING_NANOS;
        GeneratedProgram simplest = program;
        boolean simpler = true;
        while (simpler) {
            simpler = false;
            for (GeneratedProgram candidate : simplest.simpler()) {
                if (System.nanoTime() - end > 0) {
                    return simplest;
                }
                if (candidate.isControlled() && isWrongFor(candidate, Outcomes.ofAll(candidate, MOST_SCHEDULES))) {
                    simplest = candidate;
                    simpler = true;
                    break;
                }
            }
        }
        return simplest;
    }

    @Override
    public String toString() {
        return String.format(
                "%,d programs with %,d outcomes: %,d schedules without the reduction, %,d with it and %,d abandoned as redundant;"
                        + " %,d programs were too large",
                compared, outcomes, schedules, reduced, redundant, tooLarge);
    }
}
