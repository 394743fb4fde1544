// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.Optional;

/**
 * Decides whether the server at the other end of a link is dead (S-12). A server that is slow to answer because it is still
 * sending messages is alive, but not forever. A server that answers but does not send what publishers publish is not the one
 * that they use.
 *
 * <p>One thread checks. Other threads record what has arrived and what was published.
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

    /** The number of the last probe that has arrived. */
    private volatile long arrivedProbe;

    /** The number of the last probe that was published when this link already listened. */
    private volatile long publishedProbe;

    /** The number of the probe that must have arrived when a command after {@link #expectedAfter} has been answered. */
    private long expectedProbe;

    private long expectedAfter;

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

    /** Records that a probe has arrived. Anybody may publish something else in its place, which is ignored. */
    void probeArrived(String number) {
        try {
            arrivedProbe = Long.parseLong(number);
        } catch (NumberFormatException e) {
            // Not a probe.
        }
    }

    /** Records that a probe was published. */
    void expectProbe(long number) {
        publishedProbe = number;
    }

    /**
     * Begins to expect the last probe that was published: it arrives before the answer to any command that is sent from now
     * on, if both servers are the same (S-11).
     */
    void expectWhatWasPublished() {
        if (arrivedProbe >= expectedProbe) {
            expectedProbe = publishedProbe;
            expectedAfter = commands.sent();
        }
    }

    /** Returns why the server is considered dead, or empty if it is not. */
    Optional<String> failure() {
        Optional<String> silence = silence();
        // In this order: if the answer has arrived, so has everything before it.
        return silence.isEmpty() && commands.answered() > expectedAfter && arrivedProbe < expectedProbe
                ? Optional.of("publishers and this subscription no longer meet on the same server")
                : silence;
    }

    private Optional<String> silence() {
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
