// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import org.jspecify.annotations.Nullable;

/**
 * A record of when to free an entry. It is due at the entry's deadline, or earlier if the entry has since been renewed: a
 * renewal keeps the record, which is queued again when it falls due.
 */
final class Expiry implements Comparable<Expiry> {

    private final ExpiringMap<?> map;
    private final String key;

    /** Written while this record is not queued and the key is locked in the map. */
    private long due;

    private volatile boolean cancelled;

    /** The record below this one in an {@link ExpiryStack}, or null. */
    private @Nullable Expiry next;

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

    void linkTo(@Nullable Expiry other) {
        next = other;
    }

    /** Removes the link, and returns the record that it led to, or null. */
    @Nullable
    Expiry unlink() {
        Expiry other = next;
        next = null;
        return other;
    }

    /** Records that no entry uses this record any longer. */
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
