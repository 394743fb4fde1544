// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/**
 * The result of running the schedule that a token describes.
 *
 * @param trial the run
 * @param left what is left of the token; empty if the whole token was used
 */
record Replay(Trial trial, String left) {

    static Replay of(Trials trials, Scope scope, Token token) {
        Replay replay = run(trials, scope, TokenChooser.strict(token));
        if (!replay.fits()) {
            Replay doubting = run(trials, scope, TokenChooser.doubting(token));
            return doubting.fits() ? doubting : replay;
        }
        return replay;
    }

    private static Replay run(Trials trials, Scope scope, TokenChooser chooser) {
        Trial trial = trials.run(scope, chooser);
        return new Replay(trial, chooser.isUsed() ? chooser.missedWait(trial.run()) : chooser.left());
    }

    private boolean fits() {
        return left.isEmpty()
                && !(trial.failure() instanceof ScheduleProblem problem
                        && problem.kind() == ScheduleProblem.Kind.TOKEN);
    }
}
