package dev.coordination.redis;

/** The parts of an answer or a failure that a message may show: nothing that could be a secret. */
final class Shown {

    private Shown() {}

    /**
     * Returns a server's or client's text without the arguments of the command that failed: for {@code HELLO} and
     * {@code AUTH} these are the password.
     */
    static String safe(String text) {
        int arguments = text.indexOf("with args beginning with");
        return arguments < 0 ? text : text.substring(0, arguments) + "...";
    }

    /** Whether a failure and all that caused it can be printed as they are. */
    static boolean isSafe(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && !safe(message).equals(message)) {
                return false;
            }
        }
        return true;
    }
}
