// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

/** Removes passwords from the error messages of servers and clients. */
final class Redaction {

    private Redaction() {}

    /**
     * Returns the text of an error without the arguments of the command that failed, because those of {@code HELLO} and
     * {@code AUTH} include the password.
     */
    static String redact(String text) {
        int arguments = text.indexOf("with args beginning with");
        return arguments < 0 ? text : text.substring(0, arguments) + "...";
    }

    /** Returns whether the stack trace of a failure would contain a password. */
    static boolean isNeeded(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && !redact(message).equals(message)) {
                return true;
            }
        }
        return false;
    }
}
