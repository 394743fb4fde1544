// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

/** Loads values in the background before they expire. */
final class Refresher<V> {

    private final EntryStore store;
    private final EntryLoader<V> entries;
    private final Flights flights;
    private final RefreshTimes times;
    private final LoadingCacheSettings settings;

    Refresher(EntryStore store, EntryLoader<V> entries, Flights flights, LoadingCacheSettings settings) {
        this.store = store;
        this.entries = entries;
        this.flights = flights;
        this.times = new RefreshTimes(store, settings);
        this.settings = settings;
    }

    /** Has an entry refreshed if it is due. Nobody waits for the refresh until it has begun. */
    void refreshIfDue(String key, CacheEntry entry) {
        Lease life = times.lifeIfDue(key, entry);
        if (life != null) {
            settings.errors().execute(settings.refreshExecutor(), () -> refresh(key, entry, life), () -> {});
        }
    }

    private void refresh(String key, CacheEntry old, Lease life) {
        Flight flight = new Flight(settings.lease(settings.leaseDuration()));
        if (flights.add(key, flight) != null) {
            return; // This process is loading the key.
        }
        try {
            boolean unused = settings.errors().call(() -> replace(key, old, life));
        } finally {
            flights.end(key, flight);
        }
    }

    private void replace(String key, CacheEntry old, Lease life) throws InterruptedException {
        CacheEntry refreshing = old.refreshing(store.newToken());
        if (store.replace(key, old, refreshing)) { // Otherwise another node refreshes it, or it has gone.
            entries.store(key, refreshing, entries.load(key).entry(), life);
        }
    }
}
