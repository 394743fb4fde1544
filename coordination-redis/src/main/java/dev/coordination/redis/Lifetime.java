package dev.coordination.redis;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;

/** Whether a handle is open (G-05). */
final class Lifetime {

    private final String handle;
    private volatile boolean closed;

    Lifetime(String handle) {
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

    /** Returns the failure, or that the handle was closed while the call ran. */
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
