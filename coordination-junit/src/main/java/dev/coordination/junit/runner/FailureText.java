// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import static java.util.stream.Collectors.joining;

import dev.coordination.junit.contract.failures.ContractFailure;

/**
 * The message of a test that failed or was skipped. Omits only the rules and the adapter at the start of a contract
 * failure, which reports show anyway.
 */
final class FailureText {

    private static final int LONGEST_LINE = 200;
    private static final int LINES = 3;

    /** What JUnit puts in front of the reason for skipping a test. */
    private static final String ASSUMPTION = "Assumption failed: ";

    /** Longer than any message of the contract. */
    private static final int LONGEST = 100_000;

    private FailureText() {}

    /** Returns the start of the message, on one line. */
    static String inOneLine(Throwable failure) {
        return shortened(
                message(failure)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .limit(LINES)
                        .collect(joining(" ")),
                LONGEST_LINE);
    }

    /** Returns the message, line by line. */
    static String full(Throwable failure) {
        return shortened(message(failure).lines().collect(joining("\n")).strip(), LONGEST);
    }

    private static String message(Throwable failure) {
        String message = failure instanceof ContractFailure ofContract ? ofContract.observed() : failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.toString();
        }
        return message.startsWith(ASSUMPTION) ? message.substring(ASSUMPTION.length()) : message;
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest
                ? text
                : text.substring(0, longest) + "... (" + text.length() + " characters in all)";
    }
}
