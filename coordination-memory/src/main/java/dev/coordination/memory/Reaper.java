// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

/** Frees expired entries as time passes, so that entries that are never accessed again take up no memory. */
interface Reaper {

    /** Starts freeing. Called once, as soon as expired entries can be freed. */
    void start();

    /**
     * Called before an entry that can expire is added: before the first such entry, and before the first one
     * after {@link Expiring#endIfNothingExpires} returned true.
     */
    void mayExpire();

    /** Stops for good. Idempotent. */
    void stop();
}
