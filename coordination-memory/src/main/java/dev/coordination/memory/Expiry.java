package dev.coordination.memory;

/**
 * The record by which an entry with an expiry is freed. It is due at the entry's deadline, or earlier if the entry was renewed
 * since: a renewal keeps the record, which is queued again when it falls due.
 */
final class Expiry implements Comparable<Expiry> {

    private final ExpiringMap<?> map;
    private final String key;

    /** Written while this is in no queue and the key is locked in the map. */
    private long due;

    private volatile boolean cancelled;

    Expiry(ExpiringMap<?> map, String key, long due) {
        this.map = map;
        this.key = key;
        this.due = due;
    }

    ExpiringMap<?> map() {
        return map;
    }

    String key() {
        return key;
    }

    long due() {
        return due;
    }

    void postpone(long until) {
        due = until;
    }

    /** Marks this as belonging to no entry any more. */
    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    @Override
    public int compareTo(Expiry other) {
        return Long.compare(due, other.due);
    }
}
