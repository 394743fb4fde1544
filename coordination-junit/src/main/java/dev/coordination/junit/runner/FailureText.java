// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import static java.util.stream.Collectors.joining;

import java.util.stream.Stream;

/**
 * Shortens the message of a failed test. Leaves out the lines about its rule and its adapter, which reports show
 * anyway.
 */
final class FailureText {

    private static final int LONGEST_LINE = 200;
    private static final int LINES = 3;
    private static final int LONGEST = 20_000;

    private FailureText() {}

    static String inOneLine(Throwable failure) {
        return shortened(lines(failure).map(String::strip).limit(LINES).collect(joining(" ")), LONGEST_LINE);
    }

    static String full(Throwable failure) {
        return shortened(lines(failure).collect(joining("\n")), LONGEST);
    }

    private static Stream<String> lines(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return message.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("[") && !line.startsWith("broken by "));
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }
}
