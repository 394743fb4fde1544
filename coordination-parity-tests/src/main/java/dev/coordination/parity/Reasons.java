package dev.coordination.parity;

import static java.util.stream.Collectors.joining;

/** What a failure comes down to, in one line. */
final class Reasons {

    private static final int LONGEST = 200;
    private static final int LINES = 3;

    private Reasons() {}

    /** Returns the first line of the innermost message: libraries wrap what is worth telling. */
    static String innermost(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return firstLine(inner);
    }

    /** Returns what was attempted and what came in between, for libraries that wrap what is worth telling in the same. */
    static String outerAndInner(Throwable failure) {
        String outer = firstLine(failure);
        String inner = innermost(failure);
        return outer.contains(inner) ? outer : outer + ": " + inner;
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElseThrow();
    }

    /**
     * Returns what a test saw: the first lines of its message, less those that repeat the rule and the adapter, in which the
     * report shows it anyway.
     */
    static String ofTest(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        String seen = message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("[") && !line.startsWith("broken by "))
                .limit(LINES)
                .collect(joining(" "));
        return seen.length() <= LONGEST ? seen : seen.substring(0, LONGEST) + "...";
    }
}
