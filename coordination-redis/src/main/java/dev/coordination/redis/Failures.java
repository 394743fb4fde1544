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

    /** Before 7.0 an error inside a script comes wrapped: {@code ERR Error running script (...): ...: -OOM command ...}. */
    private static final Pattern IN_SCRIPT =
            Pattern.compile("ERR Error (?:running|compiling) script.*?: (?:@user_script: ?\\d+: )?-?([A-Z]+) .*");

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

    /** Returns the code of an error, also of one that a script of an old server wraps. */
    static String code(String error) {
        Matcher wrapped = IN_SCRIPT.matcher(error);
        if (wrapped.matches()) {
            return wrapped.group(1);
        }
        int end = error.indexOf(' ');
        return end < 0 ? error : error.substring(0, end);
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
