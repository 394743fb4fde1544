// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spi;

import java.io.Serial;

/**
 * Thrown by a test tool to end what a thread is doing, for example because an exploration simulates the death of its node.
 *
 * <p>Code that catches all throwables must rethrow it, and should not report it, because it does not indicate a fault.
 *
 * @since 0.1.0
 */
public abstract class ThreadStoppedError extends Error {

    @Serial
    private static final long serialVersionUID = 1;

    /**
     * Creates an error without a stack trace, which may therefore be thrown any number of times.
     *
     * @param message why the thread is stopped
     * @since 0.1.0
     */
    protected ThreadStoppedError(String message) {
        super(message, null, false, false);
    }
}
