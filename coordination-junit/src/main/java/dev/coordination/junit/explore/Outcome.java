// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.stream.Collectors;

/** Decides whether a test fails with a result, and explains the failure. */
final class Outcome {

    private Outcome() {}

    static ExplorationResult check(Settings settings, ExplorationResult result) {
        if (result.failure().isPresent()) {
            ScheduleFailure failure = result.failure().get();
            throw new ExplorationFailedError(message(failure, result), failure.cause(), result);
        }
        if (!result.neverTrue().isEmpty()) {
            String conditions =
                    result.neverTrue().stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
            throw new ExplorationFailedError(
                    "sometimes " + conditions + " never held in " + result.schedules()
                            + " schedules: the test does not test what it is meant to",
                    null,
                    result);
        }
        Verdict verdict = result.verdict();
        if (verdict != Verdict.REPLAYED && verdict.compareTo(settings.enough()) > 0) {
            throw new ExplorationFailedError(notEnough(settings, result), null, result);
        }
        return result;
    }

    private static String notEnough(Settings settings, ExplorationResult result) {
        return result.summary() + ". The test requires " + settings.enough()
                + ". Raise maxSchedules or the budget, lower preemptions, make the test smaller, or use require("
                + result.verdict()
                + ").";
    }

    static String message(ScheduleFailure failure, ExplorationResult result) {
        StringBuilder message = new StringBuilder();
        message.append(firstLine(failure.cause())).append("\n\n");
        message.append(failure.deterministic() ? "In this schedule" : "In this schedule, which is not deterministic")
                .append(" (")
                .append(failure.level().words())
                .append("; first failure: schedule ")
                .append(failure.schedule())
                .append("):\n")
                .append(failure.timeline())
                .append('\n');
        if (!failure.note().isEmpty()) {
            message.append("Note: ").append(failure.note()).append('\n');
        }
        if (!failure.token().isEmpty() && !isOfToken(failure.cause())) {
            message.append("To run only this schedule, add replay = \"")
                    .append(failure.token())
                    .append("\" to @EveryInterleaving, or .replay(\"")
                    .append(failure.token())
                    .append("\") to the Exploration\n");
        }
        return message.append(result.summary()).toString();
    }

    static boolean isOfToken(Throwable cause) {
        return cause instanceof ScheduleProblem problem && problem.kind() == ScheduleProblem.Kind.TOKEN;
    }

    static String firstLine(Throwable cause) {
        String text = cause.getMessage() == null ? "" : cause.getMessage().strip();
        if (cause instanceof AssertionError && !text.isEmpty()) {
            return text;
        }
        return cause.getClass().getSimpleName() + (text.isEmpty() ? "" : ": " + text);
    }
}
