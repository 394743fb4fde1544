package dev.coordination.memory;

import dev.coordination.CoordinationException;

/**
 * {@link MemoryBackend#settle} gave up: in real time, listeners did not come to rest for too long.
 *
 * <p>The message names each listener that was still called, or still had messages to be given, and how many. For each one
 * that was being called, a suppressed exception has the stack trace of its thread.
 *
 * @since 0.1.0
 */
public final class UnsettledListenersException extends CoordinationException {

    private static final long serialVersionUID = 1L;

    UnsettledListenersException(String message) {
        super(message);
    }
}
