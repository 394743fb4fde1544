package dev.coordination.redis;

import dev.coordination.CoordinationClosedException;

/** Whether a handle is open (G-05). */
final class Lifetime {

    private volatile boolean closed;

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

    static CoordinationClosedException closedException() {
        return new CoordinationClosedException("this coordination is closed (G-05): connect another one");
    }
}
