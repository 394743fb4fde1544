// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

/** Holds entries that expire. */
interface Expiring {

    /** Frees the entries that have expired. */
    void freeExpired();

    /**
     * Calls {@code end} if no entry has an expiry, while none can be added, and returns whether it was called. If so, the next
     * entry with an expiry is announced to {@link Reaper#mayExpire} before it is added.
     */
    boolean endIfNothingExpires(Runnable end);
}
