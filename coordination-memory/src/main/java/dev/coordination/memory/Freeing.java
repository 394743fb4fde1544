package dev.coordination.memory;

/** Frees what has expired as time passes, so that what nobody touches again takes no memory. */
interface Freeing {

    /** Begins. Called once, when what expires is ready to be freed. */
    void start();

    /**
     * Says that something is about to be added that expires. Called, with the {@link Gate} shared, at least when nothing has
     * expired or could expire since {@link Expiring#endIfNothingExpires} last returned true; not for every entry.
     */
    void mayExpire();

    /** Ends for good. Idempotent. */
    void stop();
}
