// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisDataException;

/** Translates exceptions of Jedis and error replies of the server into the exceptions of the port (G-06). */
final class ExceptionTranslator {

    /** The error codes of a server that currently refuses to serve anyone, or to serve this client. */
    private static final Set<String> REFUSALS = Set.of(
            "ASK",
            "BUSY",
            "CLUSTERDOWN",
            "DENIED",
            "LOADING",
            "MASTERDOWN",
            "MISCONF",
            "MOVED",
            "NOAUTH",
            "NOPERM",
            "NOREPLICAS",
            "OOM",
            "READONLY",
            "TRYAGAIN",
            "UNKILLABLE",
            "WRONGPASS");

    /**
     * The error codes of a server that serves no one at the moment, is not the one that should be asked, or does not accept this
     * connection. Another connection may lead to another server, or be accepted.
     */
    private static final Set<String> ABOUT_CONNECTION = Set.of(
            "ASK",
            "CLUSTERDOWN",
            "DENIED",
            "LOADING",
            "MASTERDOWN",
            "MOVED",
            "NOAUTH",
            "NOREPLICAS",
            "READONLY",
            "WRONGPASS");

    /** How a server before 7.0 reports an error that occurred inside a script. */
    private static final Pattern IN_SCRIPT =
            Pattern.compile("ERR Error running script \\([^)]*\\): @user_script:\\d+: (?:@user_script: \\d+: -?)?(.*)");

    /** How a server reports, inside a script, a key that it is moving to another node, or a channel of another node. */
    private static final String NOT_LOCAL = "attempted to access a non local key in a cluster node";

    /** How a server reports, inside a script, that the cluster does not serve. */
    private static final String DOWN = "while the cluster is down";

    /** How a server reports NOPERM inside a script: before 7.2, and since then. */
    private static final Pattern NOT_PERMITTED =
            Pattern.compile(".*(The user executing the script can't |ACL failure in script: ).*");

    private static final String LOST_IF = "; it is lost if a replica without it becomes the master";

    private static final int MAX_TEXT = 1_000;

    private static final String TOO_MANY_CLIENTS = "ERR max number of clients";

    private static final String IN_DOUBT = "; the call may or may not have taken effect";

    private ExceptionTranslator() {}

    /** Translates an error reply. */
    static CoordinationException errorReply(CallDescription call, JedisDataException error) {
        String text = Redaction.redact(text(error));
        if (REFUSALS.contains(code(text)) || text.startsWith(TOO_MANY_CLIENTS)) {
            return unavailable("Redis refused " + call + " (G-06): " + text, error);
        }
        String message = "Redis answered " + call + " with an error: " + text;
        return Redaction.isNeeded(error)
                ? new CoordinationException(message)
                : new CoordinationException(message, error);
    }

    /** Returns whether the error means that the connection must not be used again, nor the idle ones to the same server. */
    static boolean isAboutConnection(JedisDataException error) {
        String text = text(error);
        return ABOUT_CONNECTION.contains(code(text)) || text.startsWith(TOO_MANY_CLIENTS);
    }

    /** Returns whether a script has met a key or a channel of another node. */
    static boolean isNotLocal(JedisDataException error) {
        return text(error).contains(NOT_LOCAL);
    }

    /** Returns whether a node of a cluster does not serve, because it does not reach enough others. */
    static boolean isClusterDown(JedisDataException error) {
        return code(text(error)).equals("CLUSTERDOWN");
    }

    /** Describes a write that the master has executed, but too few replicas have confirmed. */
    static CoordinationException notReplicated(CallDescription call, String found) {
        return new CoordinationUnavailableException("Redis executed " + call + " (G-06), but only " + found + LOST_IF);
    }

    /** Describes a write that the master has executed, and whose confirmation it has refused to wait for. */
    static CoordinationException notReplicated(CallDescription call, JedisDataException refusal) {
        return unavailable(
                "Redis executed " + call + " (G-06), but did not wait for replicas: " + clause(refusal) + LOST_IF,
                refusal);
    }

    /** Translates a connection failure that occurred when the command may have been sent. */
    static CoordinationException brokenConnection(CallDescription call, Throwable failure) {
        String what = failure instanceof UnexpectedReplyException || failure instanceof Error
                ? "Redis gave no valid reply to "
                : "Redis could not be reached for ";
        return unavailable(what + call + " (G-06): " + clause(failure) + IN_DOUBT, failure);
    }

    /** Translates a failure to get a connection: the command was not sent. */
    static CoordinationException noConnection(CallDescription call, Throwable failure) {
        String why = failure instanceof NoSuchElementException
                ? "every connection of the pool was in use: " + clause(failure)
                : clause(failure);
        String what = failure instanceof WrongServerException
                ? "Redis cannot be used for "
                : "Redis could not be reached for ";
        return unavailable(what + call + " (G-06): " + why + "; nothing was sent", failure);
    }

    /** Describes a call that the state of the cluster does not permit. */
    static CoordinationException notNow(CallDescription call, String why) {
        return new CoordinationUnavailableException("Redis cannot be used for " + call + " (G-06): " + why);
    }

    /** Describes a call that had deleted some keys, one after another, when it failed. */
    static CoordinationException afterDeleting(CallDescription call, long keys, CoordinationException failure) {
        return new CoordinationUnavailableException(
                call + " (G-06) had deleted " + keys + (keys == 1 ? " key" : " keys") + " when it failed: "
                        + failure.getMessage(),
                failure);
    }

    /** Creates an exception. Leaves out the cause if the stack trace would otherwise contain a password. */
    private static CoordinationException unavailable(String message, Throwable failure) {
        return Redaction.isNeeded(failure)
                ? new CoordinationUnavailableException(message)
                : new CoordinationUnavailableException(message, failure);
    }

    /** Returns the code of an error, even if it occurred inside a script. */
    static String code(String error) {
        if (NOT_PERMITTED.matcher(error).matches()) {
            return "NOPERM";
        }
        if (error.contains(NOT_LOCAL)) {
            return "TRYAGAIN";
        }
        if (error.contains(DOWN)) {
            return "CLUSTERDOWN";
        }
        Matcher wrapped = IN_SCRIPT.matcher(error);
        String inner = wrapped.matches() ? wrapped.group(1) : error;
        int end = inner.indexOf(' ');
        return end < 0 ? inner : inner.substring(0, end);
    }

    /** Returns the text of a failure without a trailing period, so that the message can continue. */
    private static String clause(Throwable failure) {
        return Redaction.redact(text(failure).replaceFirst("[.\\s]+\\z", ""));
    }

    /** Returns the text of a failure, of a limited length: what a server sends may be long. */
    private static String text(Throwable failure) {
        String message = failure.getMessage();
        if (message == null) {
            return failure.getClass().getSimpleName();
        }
        return message.length() <= MAX_TEXT ? message : message.substring(0, MAX_TEXT) + "...";
    }
}
