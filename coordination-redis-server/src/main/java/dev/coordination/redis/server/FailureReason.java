// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

/** Summarizes a failure in one line. */
final class FailureReason {

    private FailureReason() {}

    /** Returns the first line of the innermost message, because libraries wrap the exception that explains the failure. */
    static String innermost(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return firstLine(inner);
    }

    /**
     * Returns the first line of the outermost message, followed by that of the innermost one unless the former contains the
     * latter.
     */
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
