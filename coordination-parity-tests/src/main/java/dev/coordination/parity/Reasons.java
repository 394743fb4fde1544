package dev.coordination.parity;

/** What a failure of somebody else's code comes down to, in one line. */
final class Reasons {

    private Reasons() {}

    /** Returns the first line of the innermost message: libraries wrap what is worth telling. */
    static String innermost(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        return message == null || message.isBlank()
                ? inner.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElseThrow();
    }
}
