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

    /** Has an entry refreshed if it is due, unless this process is loading its key. */
    void refreshIfDue(String key, CacheEntry entry) {
        Lease life = times.lifeIfDue(key, entry);
        if (life == null) {
            return;
        }
        Flight flight = new Flight(settings.lease(settings.leaseDuration()));
        if (flights.add(key, flight) != null) {
            return;
        }
        boolean accepted = false;
        try {
            accepted = settings.errors().execute(settings.refreshExecutor(), () -> refresh(key, entry, life, flight));
        } finally {
            if (!accepted) {
                flights.end(key, flight);
            }
        }
    }

    private void refresh(String key, CacheEntry old, Lease life, Flight flight) {
        flight.ledByCurrentThread();
        try {
            boolean unused = settings.errors().call(() -> refresh(key, old, life));
        } finally {
            flights.end(key, flight);
        }
    }

    private void refresh(String key, CacheEntry old, Lease life) throws InterruptedException {
        CacheEntry refreshing = old.refreshing(store.newToken());
        if (store.replace(key, old, refreshing)) { // Otherwise another node refreshes it, or it has gone.
            entries.store(key, refreshing, entries.load(key).entry(), life);
        }
    }
}
