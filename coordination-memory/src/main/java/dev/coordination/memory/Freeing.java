package dev.coordination.memory;

/** Frees expired entries as time passes, so that entries that are never accessed again take no memory. */
interface Freeing {

    /** Starts. Called once, when expired entries can be freed. */
    void start();

    /**
     * Announces that an entry with an expiry is about to be added. Called before the first such entry, and before the first one
     * after {@link Expiring#endIfNothingExpires} returned true.
     */
    void mayExpire();

    /** Stops for good. Idempotent. */
    void stop();
}
