// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.Optional;

/**
 * Decides whether the server at the other end of a link is dead (S-12). A server that is slow to answer because it is still
 * sending messages is alive, but not forever. Used by the thread that checks, except for {@link #arrived} and
 * {@link #lastArrival}.
 */
final class LinkHealth {

    /** In how many checks a command may be found unanswered although messages arrive. */
    private static final int MOST_UNANSWERED_CHECKS = 10;

    private final PendingCommands commands;
    private volatile long lastArrival = System.nanoTime();

    /** When the previous check was made. */
    private long checkedAt = System.nanoTime();

    /** How many commands had been sent before the previous check ended. */
    private long owed;

    /** How many commands had been answered when one was first found unanswered. */
    private long answered;

    /** In how many checks this command was found unanswered. */
    private int unansweredChecks;

    LinkHealth(PendingCommands commands) {
        this.commands = commands;
    }

    /** Records that something has arrived. */
    void arrived() {
        lastArrival = System.nanoTime();
    }

    /** Returns when anything last arrived, according to {@link System#nanoTime}. */
    long lastArrival() {
        return lastArrival;
    }

    /** Returns why the server is considered dead, or empty if it is not. */
    Optional<String> failure() {
        long now = commands.answered();
        if (now >= owed) {
            unansweredChecks = 0;
            return Optional.empty();
        }
        unansweredChecks = now == answered ? unansweredChecks + 1 : 1;
        answered = now;
        if (lastArrival - checkedAt <= 0) {
            return Optional.of("the server did not answer for a whole liveness interval");
        }
        return unansweredChecks > MOST_UNANSWERED_CHECKS
                ? Optional.of("the server sent messages but did not answer for " + MOST_UNANSWERED_CHECKS
                        + " liveness intervals")
                : Optional.empty();
    }

    /** Ends a check that has found no failure. */
    void checked() {
        owed = commands.sent();
        checkedAt = System.nanoTime();
    }
}
