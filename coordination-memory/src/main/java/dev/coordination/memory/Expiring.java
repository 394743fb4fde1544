package dev.coordination.memory;

/** What holds entries that expire. */
interface Expiring {

    /** Frees the entries that have expired. */
    void freeExpired();

    /**
     * Calls {@code end} if no entry expires, while none can be added, and returns whether it was called. When it was, the next
     * entry that expires is announced to {@link Freeing#mayExpire} before it is added.
     */
    boolean endIfNothingExpires(Runnable end);
}
