// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.List;

/** Makes the choices of a token, and after its end those of the usual order. */
final class TokenChooser implements Chooser {

    private final List<Token.Choice> choices;
    private final boolean strict;
    private int position;
    private int variant;

    private TokenChooser(Token token, boolean strict) {
        this.choices = token.choices();
        this.strict = strict;
    }

    /** Returns a chooser that fails the run if the token does not fit. */
    static TokenChooser strict(Token token) {
        return new TokenChooser(token, true);
    }

    /** Returns a chooser that skips choices that are not possible. */
    static TokenChooser lenient(Token token) {
        return new TokenChooser(token, false);
    }

    @Override
    public int choose(Run run, long runnable, int last) {
        variant = Variant.USUAL;
        while (position < choices.size()) {
            Token.Choice choice = choices.get(position++);
            int actor = choice.isTime() ? Run.TIME : run.names.knownActor(choice.who());
            if (actor >= 0 && Bits.contains(runnable, actor)) {
                variant = choice.variant();
                return actor;
            }
            if (strict) {
                run.fail(notPossible(run, choice, runnable));
                return GIVE_UP;
            }
        }
        return UsualOrder.choose(run, runnable, last);
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
        for (Actor actor : run.actors) {
            Step step = actor.pending;
            if (actor.name.equals(choice.who()) && !actor.finished && step != null) {
                return "it waits in " + Words.of(step);
            }
        }
        return "it has ended, or was never started";
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
