package dev.coordination.memory;

/** When an entry expires: a record in an {@link ExpiryQueue}, and guarded by its monitor but for what never changes. */
final class Expiry implements Comparable<Expiry> {

    private final ExpiryQueue queue;
    private final String key;
    private final long deadline;
    private boolean queued = true;
    private boolean cancelled;

    Expiry(ExpiryQueue queue, String key, long deadline) {
        this.queue = queue;
        this.key = key;
        this.deadline = deadline;
    }

    ExpiryQueue queue() {
        return queue;
    }

    String key() {
        return key;
    }

    boolean isDueAt(long nanos) {
        return deadline <= nanos;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Returns whether this was in its queue and counted until now. */
    boolean cancel() {
        boolean counted = queued && !cancelled;
        cancelled = queued;
        return counted;
    }

    void leave() {
        queued = false;
    }

    @Override
    public int compareTo(Expiry other) {
        return Long.compare(deadline, other.deadline);
    }
}
