package dev.coordination.redis;

import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisDataException;

/** Says in the port's exceptions what Jedis and the server report (G-06). */
final class Failures {

    /** The codes by which a server says that it does not serve now, or not this client, rather than not this command. */
    private static final Set<String> REFUSALS = Set.of(
            "BUSY",
            "CLUSTERDOWN",
            "DENIED",
            "LOADING",
            "MASTERDOWN",
            "MISCONF",
            "NOAUTH",
            "NOPERM",
            "NOREPLICAS",
            "OOM",
            "READONLY",
            "TRYAGAIN",
            "UNKILLABLE",
            "WRONGPASS");

    /** How servers before 7.0 wrap what fails inside a script. */
    private static final Pattern IN_SCRIPT =
            Pattern.compile("ERR Error running script \\([^)]*\\): @user_script:\\d+: (?:@user_script: \\d+: -?)?(.*)");

    /** What stands for NOPERM inside a script: before 7.2, and from then on. */
    private static final Pattern NOT_PERMITTED =
            Pattern.compile(".*(The user executing the script can't |ACL failure in script: ).*");

    private static final String IN_DOUBT = "; the call may or may not have taken effect";

    private Failures() {}

    /** An error that the server answered. */
    static CoordinationException answered(Operation operation, JedisDataException error) {
        String text = Shown.safe(text(error));
        if (REFUSALS.contains(code(text)) || text.startsWith("ERR max number of clients")) {
            return unavailable("Redis refused " + operation + " (G-06): " + text, error);
        }
        String message = "Redis answered " + operation + " with an error: " + text;
        return Shown.isSafe(error) ? new CoordinationException(message, error) : new CoordinationException(message);
    }

    /** A connection that broke after the command was on its way. */
    static CoordinationException broken(Operation operation, Throwable failure) {
        return unavailable(
                "Redis could not be reached for " + operation + " (G-06): " + Shown.safe(text(failure)) + IN_DOUBT,
                failure);
    }

    /** A connection that could not be had; the command was not sent. */
    static CoordinationException unconnected(Operation operation, Throwable failure) {
        String why = failure instanceof NoSuchElementException
                ? "every connection of the pool was in use: " + text(failure)
                : Shown.safe(text(failure));
        return unavailable(
                "Redis could not be reached for " + operation + " (G-06): " + why + "; nothing was sent", failure);
    }

    /** Has the failure as its cause, unless that would print a password. */
    private static CoordinationException unavailable(String message, Throwable failure) {
        return Shown.isSafe(failure)
                ? new CoordinationUnavailableException(message, failure)
                : new CoordinationUnavailableException(message);
    }

    /** Returns the code of an error, also of one inside a script. */
    static String code(String error) {
        if (NOT_PERMITTED.matcher(error).matches()) {
            return "NOPERM";
        }
        Matcher wrapped = IN_SCRIPT.matcher(error);
        String inner = wrapped.matches() ? wrapped.group(1) : error;
        int end = inner.indexOf(' ');
        return end < 0 ? inner : inner.substring(0, end);
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
