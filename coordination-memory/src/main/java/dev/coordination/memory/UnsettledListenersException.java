// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.CoordinationException;

/**
 * Thrown by {@link MemoryBackend#settle} if the listeners do not become idle in time.
 *
 * <p>The message names each listener that was still being called or still had messages to receive, with the number of those
 * messages. For each listener that was being called, a suppressed exception has the stack trace of its thread.
 *
 * @since 0.1.0
 */
public final class UnsettledListenersException extends CoordinationException {

    private static final long serialVersionUID = 1L;

    UnsettledListenersException(String message) {
        super(message);
    }
}
