// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.CoordinationException;

/** A thread that a link needs could not be started, usually because the operating system has no more threads. */
final class ThreadStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Throwable failure;

    ThreadStartException(Throwable failure) {
        super(failure);
        this.failure = failure;
    }

    /** Returns the exception that the port throws if a subscription cannot be opened because of this. */
    CoordinationException of(String subscription) {
        return new CoordinationException(
                subscription + " is closed, because a thread for it could not be started: " + failure.getMessage(),
                failure);
    }
}
