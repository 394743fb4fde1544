package dev.coordination.redis;

/** What a message may show: names shortened and on one line, and nothing that could be a secret. */
final class Shown {

    /** How much of a name a message shows, in characters. */
    private static final int SHOWN = 60;

    private Shown() {}

    static String name(String name) {
        StringBuilder shown = new StringBuilder("\"");
        name.chars().limit(SHOWN).forEach(c -> {
            if (Character.isISOControl(c) || Character.isSurrogate((char) c)) {
                shown.append("\\u%04x".formatted(c));
            } else {
                shown.append((char) c);
            }
        });
        return shown.append(name.length() > SHOWN ? "...\"" : "\"").toString();
    }

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
