// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import dev.coordination.CoordinationUnavailableException;

/** What a call has told its caller about its effect. */
enum Outcome {
    /** It has returned. */
    ACKNOWLEDGED,
    /** It may or may not have taken effect, or may take effect later, or a fail-over may undo it. */
    IN_DOUBT,
    /** It has no effect. */
    REFUSED;

    static Outcome of(CoordinationUnavailableException e) {
        String message = String.valueOf(e.getMessage());
        return message.endsWith("; nothing was sent") || message.startsWith("Redis refused ") ? REFUSED : IN_DOUBT;
    }
}
