// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

/** One way to have a Redis did not lead to one; the message says why, in one line. */
final class NoServerException extends Exception {

    private static final long serialVersionUID = 1L;

    NoServerException(String reason) {
        super(reason);
    }

    NoServerException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** The reason; a Throwable's own message may be null. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
