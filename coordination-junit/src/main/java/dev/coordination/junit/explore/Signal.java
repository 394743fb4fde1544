// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.spi.ThreadStoppedError;
import java.io.Serial;

/**
 * Thrown to unwind the thread of an actor. It is an {@link Error}, so that user code that catches exceptions does not catch it.
 */
final class Signal extends ThreadStoppedError {

    @Serial
    private static final long serialVersionUID = 1;

    /** The schedule was abandoned, or has ended. */
    static final Signal ABANDONED = new Signal("the exploration has ended this schedule here");

    /** The node of the actor has died. */
    static final Signal DIED = new Signal("the exploration has injected the death of the node here");

    private Signal(String message) {
        super(message);
    }

    /** Returns whether what user code has thrown is a signal or was caused by one. */
    static boolean isIn(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof Signal) {
                return true;
            }
        }
        return false;
    }
}
