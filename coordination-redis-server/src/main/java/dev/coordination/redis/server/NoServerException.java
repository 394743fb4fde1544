// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

/** Thrown when a source cannot provide a Redis server. The message states the reason in one line. */
final class NoServerException extends Exception {

    private static final long serialVersionUID = 1L;

    NoServerException(String reason) {
        super(reason);
    }

    NoServerException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** Returns the message, which is never null. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
