// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

/** What a failure comes down to, in one line. */
final class FailureReason {

    private FailureReason() {}

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
}
