// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/**
 * A way in which something can fail.
 *
 * @see Exploration#kinds
 * @since 0.1.0
 */
public enum FaultKind {
    /** The backend cannot be reached: the call throws, and does not take effect. */
    NOT_SENT("not-sent", "did not reach the backend"),
    /** The backend makes the change, but the reply is lost: the call throws, and has taken effect. */
    REPLY_LOST("reply-lost", "took effect, but its reply was lost"),
    /**
     * The connection of a subscription is lost (S-12), at any moment. Afterwards, the subscription returns what it has buffered,
     * and then throws.
     */
    SUBSCRIPTION_LOST("lost", "lost its connection"),
    /** The buffer of a subscription overflows when a message arrives (S-08). */
    SUBSCRIPTION_OVERFLOW("overflow", "overflowed"),
    /** The node pauses, before or after a call, until every lease that it holds has ended. */
    PAUSE("pause", "paused until its leases had ended"),
    /** The node dies, before or after a call, and nothing of it runs any more. */
    DEATH("death", "died"),
    /** The node dies, and its code starts again as a new incarnation, at any later moment. Not injected unless asked for. */
    RESTART("restart", "died, to be restarted");

    private final String code;
    private final String words;

    FaultKind(String code, String words) {
        this.code = code;
        this.words = words;
    }

    /** Returns how a token names this kind. */
    String code() {
        return code;
    }

    /** Returns what has happened, in words that follow the name of the call or the node. */
    String words() {
        return words;
    }
}
