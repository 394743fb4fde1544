// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/**
 * The result of running the schedule that a token describes.
 *
 * @param trial the run
 * @param used whether the whole token was used
 */
record Replay(Trial trial, boolean used) {

    static Replay of(Trials trials, Scope scope, Token token) {
        Replay replay = run(trials, scope, TokenChooser.strict(token));
        if (!replay.fits()) {
            Replay doubting = run(trials, scope, TokenChooser.doubting(token));
            return doubting.fits() ? doubting : replay;
        }
        return replay;
    }

    private static Replay run(Trials trials, Scope scope, TokenChooser chooser) {
        return new Replay(trials.run(scope, chooser), chooser.isUsed());
    }

    private boolean fits() {
        return used
                && !(trial.failure() instanceof ScheduleProblem problem
                        && problem.kind() == ScheduleProblem.Kind.TOKEN);
    }
}
