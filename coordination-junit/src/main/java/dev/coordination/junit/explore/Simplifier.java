// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Searches for a simpler schedule that fails in the same way. */
final class Simplifier {

    private static final int MAX_TRIALS = 1_500;
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Trials trials;
    private final Scope scope;
    private final Limits limits;
    private final long end = System.nanoTime() + MAX_NANOS;
    private int tried;

    Simplifier(Trials trials, Scope scope, Limits limits) {
        this.trials = trials;
        this.scope = scope;
        this.limits = limits;
    }

    Trial simplify(Trial failed) {
        Trial simplest = failed;
        boolean simpler = true;
        while (simpler) {
            simpler = false;
            for (List<Token.Choice> candidate :
                    Simplifications.of(simplest.token().choices())) {
                if (++tried > MAX_TRIALS || System.nanoTime() - end > 0 || limits.isStopped()) {
                    return simplest;
                }
                Trial trial = trials.run(scope, TokenChooser.lenient(new Token(candidate)));
                if (trial.failsAs(failed) && Cost.of(trial).compareTo(Cost.of(simplest)) < 0) {
                    simplest = trial;
                    simpler = true;
                    break;
                }
            }
        }
        return simplest;
    }

    /** How hard a schedule is to understand. Costs are compared component by component, in this order. */
    private record Cost(int nodes, int faults, int timeSteps, int waits, int preemptions, int changes, int steps)
            implements Comparable<Cost> {

        static Cost of(Trial trial) {
            Run run = trial.run();
            List<Token.Choice> choices = trial.token().choices();
            int changes = 0;
            for (int i = 1; i < choices.size(); i++) {
                changes += choices.get(i).who().equals(choices.get(i - 1).who()) ? 0 : 1;
            }
            long nodes = run.trace.stream()
                    .filter(event -> event.node >= 0)
                    .map(event -> event.node)
                    .distinct()
                    .count();
            int waits = (int) choices.stream().filter(Token.Choice::waits).count();
            return new Cost(
                    (int) nodes,
                    run.faults,
                    run.timeMoves + run.pauseMoves,
                    waits,
                    run.preemptions,
                    changes,
                    choices.size());
        }

        @Override
        public int compareTo(Cost other) {
            int[] mine = {nodes, faults, timeSteps, waits, preemptions, changes, steps};
            int[] others = {
                other.nodes, other.faults, other.timeSteps, other.waits, other.preemptions, other.changes, other.steps
            };
            return java.util.Arrays.compare(mine, others);
        }
    }

    /** The candidates for a simpler schedule. */
    private static final class Simplifications {

        private final List<Token.Choice> choices;
        private final List<List<Token.Choice>> found = new ArrayList<>();

        private Simplifications(List<Token.Choice> choices) {
            this.choices = choices;
        }

        static List<List<Token.Choice>> of(List<Token.Choice> choices) {
            Simplifications simplifications = new Simplifications(choices);
            simplifications.shorten();
            simplifications.leaveOut();
            simplifications.join();
            return simplifications.found;
        }

        /** Keeps only a prefix of the schedule, which continues in the usual order. */
        private void shorten() {
            for (int length = 0; length < choices.size(); length = length * 2 + 1) {
                found.add(choices.subList(0, length));
            }
        }

        /** Removes a fault, a clock skew, a move of time, or a wait for a lock. */
        private void leaveOut() {
            for (int i = 0; i < choices.size(); i++) {
                Token.Choice choice = choices.get(i);
                List<Token.Choice> other = new ArrayList<>(choices);
                if (choice.variant() != Variant.USUAL) {
                    other.set(i, new Token.Choice(choice.who(), Variant.USUAL, choice.waits()));
                    found.add(other);
                } else if (choice.isTime()
                        || choice.waits()
                        || choice.who().contains("/lost")
                        || choice.who().contains("/overflow")) {
                    other.remove(i);
                    found.add(other);
                }
            }
        }

        /** Joins a block of steps of an actor with its next block, by moving one of them next to the other. */
        private void join() {
            List<int[]> blocks = blocks();
            for (int first = 0; first < blocks.size(); first++) {
                int second = nextOfSame(blocks, first);
                if (second > 0) {
                    int[] a = blocks.get(first);
                    int[] b = blocks.get(second);
                    found.add(moved(b[0], b[1], a[1]));
                    found.add(moved(a[0], a[1], b[0]));
                }
            }
        }

        private int nextOfSame(List<int[]> blocks, int first) {
            for (int other = first + 1; other < blocks.size(); other++) {
                if (choices.get(blocks.get(other)[0])
                        .who()
                        .equals(choices.get(blocks.get(first)[0]).who())) {
                    return other;
                }
            }
            return -1;
        }

        private List<Token.Choice> moved(int from, int to, int target) {
            List<Token.Choice> part = choices.subList(from, to);
            List<Token.Choice> result = new ArrayList<>(choices);
            if (target <= from) {
                result.subList(from, to).clear();
                result.addAll(target, part);
            } else {
                result.addAll(target, part);
                result.subList(from, to).clear();
            }
            return result;
        }

        private List<int[]> blocks() {
            List<int[]> blocks = new ArrayList<>();
            int start = 0;
            for (int i = 1; i <= choices.size(); i++) {
                if (i == choices.size()
                        || !choices.get(i).who().equals(choices.get(start).who())) {
                    blocks.add(new int[] {start, i});
                    start = i;
                }
            }
            return blocks;
        }
    }
}
