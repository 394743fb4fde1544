// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.io.Serial;

/** Unwinds the thread of an actor. An {@link Error}, so that user code that catches exceptions does not catch it. */
final class Signal extends Error {

    @Serial
    private static final long serialVersionUID = 1;

    /** The schedule is given up, or has ended. */
    static final Signal ABANDONED = new Signal("the exploration ends this schedule here");

    /** The node of the actor has died. */
    static final Signal DIED = new Signal("the node died here, because the exploration injects faults");

    private Signal(String message) {
        super(message, null, false, false);
    }

    /** Returns whether something that user code has thrown comes from a signal. */
    static boolean isIn(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof Signal) {
                return true;
            }
        }
        return false;
    }
}
