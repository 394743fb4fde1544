// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

/** Holds entries that expire. */
interface Expiring {

    /** Frees the entries that have expired. */
    void freeExpired();

    /**
     * If no entry has an expiry, calls {@code end}; during that call, no entry with an expiry can be added. Returns whether
     * {@code end} was called. If so, the next entry with an expiry is announced to {@link Reaper#mayExpire} before it is
     * added.
     */
    boolean endIfNothingExpires(Runnable end);
}
