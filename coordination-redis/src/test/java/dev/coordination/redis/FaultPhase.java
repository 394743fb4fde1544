// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.time.Duration;

/** When a call is made. */
enum FaultPhase {
    /** During the fault, over a connection that was just used. */
    IN_USE("during", Duration.ofSeconds(1)),
    /** During the fault, over a connection that was idle and is checked first. */
    IDLE("during, after an idle time", Duration.ZERO),
    /** Before the fault; the fault begins when the request has left the handle and has not reached the server. */
    REQUEST_IN_FLIGHT("while its request is in flight", Duration.ofSeconds(1)),
    /** Before the fault; the fault begins when the server has executed the call and its reply has not reached the handle. */
    REPLY_IN_FLIGHT("while its reply is in flight", Duration.ofSeconds(1));

    private final String description;
    private final Duration checkInterval;

    FaultPhase(String description, Duration checkInterval) {
        this.description = description;
        this.checkInterval = checkInterval;
    }

    boolean isInFlight() {
        return this == REQUEST_IN_FLIGHT || this == REPLY_IN_FLIGHT;
    }

    Duration checkInterval() {
        return checkInterval;
    }

    @Override
    public String toString() {
        return description;
    }
}
