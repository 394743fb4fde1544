// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;

/** What a call under a fault can end with. */
enum FaultAnswer {
    /** The right answer. */
    RIGHT('R', "right answer"),
    /** An exception that says that nothing was sent. */
    NOTHING_SENT('N', "nothing was sent"),
    /** An exception that says that the server refused the call. */
    REFUSED('F', "refused"),
    /** An exception that says that the call may or may not have taken effect. */
    IN_DOUBT('D', "in doubt"),
    /** An exception that says that the call had only a part of its effect. */
    PARTLY('P', "in part"),
    /** An exception of a subscription that says that it has lost its connection. */
    LOST('L', "subscription lost"),
    /** Anything else. */
    BAD('!', "bad"),
    /** The call was not made. */
    NONE('-', "not called");

    /** Appears in no message, because it is the password of every handle. */
    static final String PASSWORD = "s3cret-of-the-matrix";

    private static final Pattern TOO_SLOW =
            Pattern.compile("timed out|Timeout waiting|did not answer for|did not read|could be sent");

    private final char letter;
    private final String words;

    FaultAnswer(char letter, String words) {
        this.letter = letter;
        this.words = words;
    }

    char letter() {
        return letter;
    }

    /** Returns which of the promises of {@code docs/production.md} an exception makes. */
    static FaultAnswer of(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure.getClass() != CoordinationUnavailableException.class
                || text(failure).contains(PASSWORD)) {
            return BAD;
        }
        if (message.contains(" has lost its connection (S-12): ")) {
            return LOST;
        }
        if (!message.contains("(G-06)")) {
            return BAD;
        }
        if (message.matches("(?s)deleteMatching of .* \\(G-06\\) had deleted \\d+ keys? when it failed: .*")) {
            return PARTLY;
        }
        if (message.endsWith("; nothing was sent")) {
            return NOTHING_SENT;
        }
        if (message.endsWith("; the call may or may not have taken effect")) {
            return IN_DOUBT;
        }
        return message.startsWith("Redis refused ") ? REFUSED : BAD;
    }

    /** Returns whether an exception is one that callers may expect when they try again. */
    static boolean isUnavailable(Throwable failure) {
        return failure instanceof CoordinationException
                && !(failure instanceof CoordinationClosedException)
                && of(failure) != BAD;
    }

    /** Returns whether a failure says that something took longer than the handle waits. */
    static boolean isTooSlow(Throwable failure) {
        return TOO_SLOW.matcher(text(failure)).find();
    }

    @Override
    public String toString() {
        return words;
    }

    /** Returns everything that a log would show of a failure. */
    static String text(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
