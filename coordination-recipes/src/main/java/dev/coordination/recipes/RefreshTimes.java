// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When entries are to be refreshed. The backend is asked once for the age of an entry, so that the clocks of the nodes need not
 * show the same time.
 */
final class RefreshTimes {

    private final LruMap<Due> times;
    private final EntryStore store;
    private final LoadingCacheSettings settings;

    RefreshTimes(EntryStore store, LoadingCacheSettings settings) {
        this.times = new LruMap<>(settings.localEntries());
        this.store = store;
        this.settings = settings;
    }

    /**
     * Returns how long an entry lives if it is due, and {@code null} if it is not, or if this is not known. If it was not replaced
     * after a lease, it is due again, because an executor may have dropped its refresh.
     */
    @Nullable
    Lease lifeIfDue(String key, CacheEntry entry) {
        Due due = times.get(key);
        if (due == null || !due.token.equals(entry.token())) {
            due = ask(key, entry);
        }
        return due != null && due.postponeIfPassed(settings.clock().instant(), settings.leaseDuration())
                ? due.life
                : null;
    }

    private @Nullable Due ask(String key, CacheEntry entry) {
        Instant sentAt = settings.clock().instant();
        Optional<Duration> left = settings.errors().ask(() -> store.ttl(key));
        if (left == null || left.isEmpty()) { // It has just expired, or was invalidated.
            return null;
        }
        // An entry that another node is refreshing is due if that node has not replaced it by then.
        Instant at = entry.kind().isRefreshing()
                ? sentAt.plus(settings.leaseDuration().multipliedBy(2))
                : sentAt.plus(left.get())
                        .minus(LoadingCacheSettings.fraction(entry.ttl(), 1 - settings.refreshAfter()));
        Due due = new Due(entry.token(), at, new Lease(settings.clock(), left.get(), sentAt));
        times.put(key, due);
        return due;
    }

    /** When the entry with a token is due, and how long it lives. */
    private static final class Due {

        final String token;
        final Lease life;

        /** Guarded by this. */
        private Instant at;

        Due(String token, Instant at, Lease life) {
            this.token = token;
            this.at = at;
            this.life = life;
        }

        /** Returns true to one caller only, until a time has passed. */
        synchronized boolean postponeIfPassed(Instant now, Duration time) {
            if (now.isBefore(at)) {
                return false;
            }
            at = now.plus(time);
            return true;
        }
    }
}
