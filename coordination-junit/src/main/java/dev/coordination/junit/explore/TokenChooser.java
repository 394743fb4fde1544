// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Makes the choices of a token, and after its end those of the usual order. */
final class TokenChooser implements Chooser {

    private final List<Token.Choice> choices;
    private final boolean strict;
    private final boolean doubts;
    private int position;
    private int variant;

    /** Whether the last choice was that an actor waits for a lock. */
    private boolean waits;

    /** The positions of choices that are skipped, because an earlier run has shown that they are not possible. */
    private final Set<Integer> leftOut = new HashSet<>();

    /** Why the last choice was not possible, unless the actor that continued in its place waits for a lock; null if it was. */
    private @Nullable ScheduleProblem doubt;

    private TokenChooser(Token token, boolean strict, boolean doubts) {
        this.choices = token.choices();
        this.strict = strict;
        this.doubts = doubts;
    }

    /** Returns a chooser that fails the run if the token does not fit. */
    static TokenChooser strict(Token token) {
        return new TokenChooser(token, true, false);
    }

    /**
     * Returns a chooser that fails the run if the token does not fit. If a choice is not possible, the chooser first lets another
     * actor continue, and fails the run only if that actor does not have to wait for a lock.
     */
    static TokenChooser doubting(Token token) {
        return new TokenChooser(token, true, true);
    }

    /** Returns a chooser that skips choices that are not possible. */
    static TokenChooser lenient(Token token) {
        return new TokenChooser(token, false, true);
    }

    @Override
    public int choose(Run run, long runnable, int last) {
        variant = Variant.USUAL;
        checkWait(run);
        if (run.failure() != null) {
            return GIVE_UP;
        }
        ScheduleProblem problem = doubt;
        if (problem != null) {
            doubt = null;
            return giveUp(run, problem);
        }
        while (position < choices.size()) {
            if (leftOut.contains(position)) {
                position++;
                continue;
            }
            Token.Choice choice = choices.get(position++);
            int actor = choice.isTime() ? Run.TIME : run.names.knownActor(choice.who());
            long possible = choice.waits() ? runnable | run.waitable : runnable;
            if (actor >= 0 && Bits.contains(possible, actor)) {
                variant = choice.variant();
                waits = choice.waits();
                return actor;
            }
            long others = runnable & ~(Bits.SPECIAL | run.optionalActors());
            if (others != 0 && (strict ? doubts : run.names.hasWaits)) {
                doubt = notPossible(run, choice, runnable);
                return Bits.lowest(others);
            }
            if (strict) {
                run.fail(notPossible(run, choice, runnable));
                return GIVE_UP;
            }
        }
        return UsualOrder.choose(run, runnable, last);
    }

    /** Fails the run if the last choice was that an actor waits for a lock, but it has not waited. */
    private void checkWait(Run run) {
        String missed = missedWait(run);
        if (!missed.isEmpty() && run.failure() == null) {
            run.fail(new ScheduleProblem(ScheduleProblem.Kind.TOKEN, missed));
        }
        waits = false;
    }

    /** Describes the last choice if it was that an actor waits for a lock, but it has not waited; otherwise empty. */
    String missedWait(Run run) {
        Event last = run.lastStep();
        return strict && waits && last != null && !last.waits
                ? "the token does not fit the program: after step " + position + ", " + last.who
                        + " does not wait for a lock"
                : "";
    }

    /** Called if the actor that continued in place of the chosen one did not wait for a lock. */
    private int giveUp(Run run, ScheduleProblem problem) {
        if (strict) {
            run.fail(problem);
        } else {
            leftOut.add(position - 1);
            run.waits.repeat();
        }
        return GIVE_UP;
    }

    @Override
    public void begin() {
        position = 0;
        doubt = null;
        waits = false;
    }

    private ScheduleProblem notPossible(Run run, Token.Choice choice, long runnable) {
        return new ScheduleProblem(
                ScheduleProblem.Kind.TOKEN,
                "the token does not fit the program: " + choice.who() + " cannot make step " + position + ": "
                        + state(run, choice) + ". Possible choices: " + Possible.describe(run, runnable));
    }

    private static String state(Run run, Token.Choice choice) {
        if (choice.isTime()) {
            return "nothing waits for time to pass";
        }
        if (run.names.knownActor(choice.who()) < 0) {
            return "up to there, the nodes and their threads are " + names(run);
        }
        for (Actor actor : run.actors) {
            Step step = actor.pending;
            if (!actor.name.equals(choice.who()) || actor.finished) {
                continue;
            }
            if (actor.blocked) {
                return "it waits for a lock";
            }
            if ((run.waits.postponed() & actor.bit()) != 0) {
                return "it would have to wait for a lock"
                        + (Bits.contains(run.waitable, actor.id) ? ", which is " + actor.name + ":waits" : "");
            }
            if (step != null) {
                return "it waits in " + Words.of(step);
            }
        }
        return "it has ended";
    }

    private static String names(Run run) {
        StringJoiner names = new StringJoiner(", ");
        for (Actor actor : run.actors) {
            if (!actor.optional) {
                names.add(actor.name);
            }
        }
        return names.toString();
    }

    /** Describes the choices that are left, although the program has ended. */
    String left() {
        int left = choices.size() - position;
        return "the token does not fit the program: the program has ended after step " + position
                + ", but the token has " + (left == 1 ? "1 more step" : left + " more steps");
    }

    @Override
    public int variant(Run run, Actor actor, Step step, int variants) {
        if (variant == Variant.USUAL || (variants & 1 << variant) != 0) {
            return variant;
        }
        if (strict) {
            run.fail(new ScheduleProblem(
                    ScheduleProblem.Kind.TOKEN,
                    "the token does not fit the program: step " + position + " is " + Words.of(step) + " of "
                            + actor.name + ", for which " + Variant.code(variant) + " is not possible"));
        }
        return Variant.USUAL;
    }

    /** Returns whether all choices of the token were made. */
    boolean isUsed() {
        return position >= choices.size();
    }

    @Override
    public boolean next(Run run) {
        return false;
    }
}
