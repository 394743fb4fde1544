// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/**
 * A way in which a call, a subscription or a node can fail.
 *
 * @see Exploration#kinds
 * @since 0.1.0
 */
public enum FaultKind {
    /** The call does not reach the backend. It throws, and has no effect. */
    NOT_SENT("not-sent", "did not reach the backend"),
    /** The reply of the backend is lost. The call throws, although it has taken effect. */
    REPLY_LOST("reply-lost", "took effect, but its reply was lost"),
    /**
     * A subscription loses its connection (S-12), at any moment. It first returns the messages that it has buffered, and then
     * throws.
     */
    SUBSCRIPTION_LOST("lost", "lost its connection"),
    /** The buffer of a subscription overflows when a message arrives (S-08). */
    SUBSCRIPTION_OVERFLOW("overflow", "overflowed"),
    /**
     * The node pauses, before or after a call, until all its leases have expired. If a call with a TTL leaves it without a lease,
     * it may pause until the next lease of any node expires. During the pause, time may pass even if other nodes can run, unless
     * it would make them late.
     */
    PAUSE("pause", "paused until its leases had ended"),
    /** The node dies, before or after a call. Only its {@code finally} blocks still run, and the calls that they make fail. */
    DEATH("death", "died"),
    /** The node dies, and its code is started again as a new incarnation at any later moment. Injected only on request. */
    RESTART("restart", "died, to be restarted");

    private final String code;
    private final String words;

    FaultKind(String code, String words) {
        this.code = code;
        this.words = words;
    }

    /** Returns the name of this kind in reports. */
    String code() {
        return code;
    }

    /** Returns what happens, in words that follow the name of what failed. */
    String words() {
        return words;
    }
}
