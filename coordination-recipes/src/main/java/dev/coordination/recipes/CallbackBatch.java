// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import org.jspecify.annotations.Nullable;

/**
 * Makes some callbacks on one thread as if each were alone: no callback sees an interrupt or an error that an earlier one has left
 * behind. At the end, the thread gets both. Not thread-safe.
 */
final class CallbackBatch {

    private @Nullable Error firstError;
    private boolean interrupted;

    void make(Runnable callback) {
        try {
            callback.run();
        } catch (Error e) {
            if (firstError == null) {
                firstError = e;
            }
        } finally {
            interrupted |= Thread.interrupted();
        }
    }

    /** Interrupts the thread again if it was interrupted during a callback, and throws the first error that one has thrown. */
    void end() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (firstError != null) {
            throw firstError;
        }
    }
}
