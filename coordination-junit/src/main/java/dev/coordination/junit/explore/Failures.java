// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/** Describes failed trials. */
final class Failures {

    private Failures() {}

    static ScheduleFailure of(Trial trial, Throwable cause, long number, boolean deterministic, String note) {
        return new ScheduleFailure(
                cause,
                trial.level(),
                Timeline.of(trial.run()),
                Token.shown(trial.run()).toString(),
                number,
                deterministic,
                note);
    }
}
