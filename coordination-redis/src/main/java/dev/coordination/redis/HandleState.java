// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;

/** Whether a handle is open or closed (G-05). */
final class HandleState {

    private final String handle;
    private volatile boolean closed;

    HandleState(String handle) {
        this.handle = handle;
    }

    void checkOpen() {
        if (closed) {
            throw closedException();
        }
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    CoordinationClosedException closedException() {
        return new CoordinationClosedException(handle + " is closed (G-05)");
    }

    /** Returns the failure, or a {@link CoordinationClosedException} if the handle was closed during the call. */
    CoordinationException unlessClosed(CoordinationException failure) {
        if (!closed) {
            return failure;
        }
        CoordinationException cause = closedException();
        cause.addSuppressed(failure);
        return cause;
    }

    @Override
    public String toString() {
        return handle;
    }
}
