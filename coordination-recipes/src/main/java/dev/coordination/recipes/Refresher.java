// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.util.concurrent.RejectedExecutionException;

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
        try {
            settings.refreshExecutor().execute(() -> refresh(key, entry, life, flight));
        } catch (RejectedExecutionException e) {
            flights.end(key, flight);
            settings.report(e);
        }
    }

    private void refresh(String key, CacheEntry old, Lease life, Flight flight) {
        flight.ledByCurrentThread();
        try {
            CacheEntry refreshing = old.refreshing(store.newToken());
            if (store.replace(key, old, refreshing)) { // Otherwise another node refreshes it, or it has gone.
                entries.store(key, refreshing, entries.load(key).entry(), life);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            settings.report(e);
        } finally {
            flights.end(key, flight);
        }
    }
}
