// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Keeps values in the shared cache, and loads those that are absent. While one thread of one node loads a key, the other threads
 * and nodes wait for the value instead of loading it, too.
 *
 * <pre>{@code
 * LoadingCache<String> prices = LoadingCache.builder(coordination, "prices", scheduler)
 *         .ttl(Duration.ofMinutes(10))
 *         .build(product -> shop.priceOf(product));
 *
 * String price = prices.getOrLoad("tea");
 * }</pre>
 *
 * <p>A node that loads a value holds a lease. If it dies or takes longer, another node loads the value (E-46). A value is stored
 * only if nobody has stored another one or has invalidated the key since the load began (E-47, E-52). What a loader throws goes to
 * the callers, and is not stored (E-48).
 *
 * <p>This cache keeps nothing in the process, except for {@link UnavailablePolicy#STALE}: each call asks the shared cache. It
 * stores the key {@code tea} of the cache {@code prices} under {@code prices:tea}. All nodes that use the name must use the same
 * codec, and should use the same settings.
 *
 * <p>The cache has no thread of its own, and need not be closed. Loaders run on the thread that calls, and refreshes on the
 * executor that was set.
 *
 * <p>Thread-safe.
 *
 * @param <V> the type of the values
 * @since 0.1.0
 */
public final class LoadingCache<V> {

    private final EntryStore store;
    private final EntryLoader<V> entries;
    private final LoadingCacheSettings settings;
    private final Flights flights = new Flights();
    private final Refresher<V> refresher;
    private final StaleValues stale;
    private final SeenLoads loadsOfOthers;

    LoadingCache(EntryStore store, EntryLoader<V> entries, LoadingCacheSettings settings) {
        this.store = store;
        this.entries = entries;
        this.settings = settings;
        this.refresher = new Refresher<>(store, entries, flights, settings);
        this.stale = new StaleValues(settings.localEntries(), settings.clock(), settings.ttl());
        this.loadsOfOthers = new SeenLoads(settings);
    }

    /**
     * Returns a builder of a cache of text, or of other values if a {@linkplain LoadingCacheBuilder#codec codec} is set.
     *
     * @param coordination the coordination
     * @param name the name of the cache, which must not contain a colon, and must leave room for keys
     * @param scheduler measures the time of waits, and refreshes values unless there is another executor
     * @return a builder
     * @throws IllegalArgumentException if the name is invalid (G-01), contains a colon, or has more than 65,534 bytes in UTF-8, so
     *     that a colon and a key of one byte exceed the length of a key
     * @since 0.1.0
     */
    public static LoadingCacheBuilder<String> builder(
            DistributedCoordination coordination, String name, ScheduledExecutorService scheduler) {
        return new LoadingCacheBuilder<>(coordination, name, scheduler);
    }

    /**
     * Returns the value of a key. If the value is absent, loads it, or waits until another thread or node has loaded it.
     *
     * @param key the key
     * @return the value; {@code null} if the loader has returned {@code null}
     * @throws LoadFailedException if the loader or the codec fails, on this thread or on the thread that it waits for
     * @throws LoadTimeoutException if others have not loaded the value within the wait timeout
     * @throws CoordinationUnavailableException if the coordination is unavailable, and the policy is {@link UnavailablePolicy#FAIL}
     * @throws InterruptedException if the thread is interrupted while it waits, or if the loader throws it
     * @throws IllegalStateException if the loader of this key calls this method for this key
     * @throws java.util.concurrent.RejectedExecutionException if the scheduler is shut down, and this method must wait
     * @throws IllegalArgumentException if the key is invalid, alone or with the name of the cache (G-01)
     * @since 0.1.0
     */
    public @Nullable V getOrLoad(String key) throws InterruptedException {
        Arguments.notNull(key, "key");
        Lease patience = settings.lease(settings.waitTimeout());
        Loaded<V> loaded = null;
        while (loaded == null) {
            loaded = attempt(key, patience);
        }
        return loaded.value();
    }

    /**
     * Makes a value absent. A load that has begun before this call returns its value to those who wait for it, but does not store
     * it (E-52).
     *
     * @param key the key
     * @throws CoordinationUnavailableException if the coordination is unavailable; whether the value is absent is not known
     * @throws IllegalArgumentException if the key is invalid, alone or with the name of the cache (G-01)
     * @since 0.1.0
     */
    public void invalidate(String key) {
        Arguments.notNull(key, "key");
        try {
            boolean unused = store.delete(key);
        } finally {
            flights.forget(key);
            stale.remove(key);
        }
    }

    /** Returns {@code null} if another attempt is to be made. */
    private @Nullable Loaded<V> attempt(String key, Lease patience) throws InterruptedException {
        CacheEntry entry;
        int mark = stale.mark(key);
        try {
            entry = store.read(key);
            if (entry != null && entry.kind().isLoaded()) {
                return hit(key, entry, mark);
            }
        } catch (CoordinationUnavailableException e) {
            Loaded<V> known = known(key, e);
            return known != null ? known : share(key, patience, 1, flight -> loadUnshared(key, flight));
        }
        // A wait for another node ends within two leases and a retry period.
        return share(key, patience, entry == null ? 1 : 3, flight -> lead(key, entry, flight, patience));
    }

    private @Nullable Loaded<V> hit(String key, CacheEntry entry, int mark) {
        Loaded<V> loaded = entries.decode(entry);
        if (loaded == null) {
            boolean unused = store.delete(key, entry);
            return null;
        }
        remember(key, entry, mark);
        if (settings.refreshes()) {
            refresher.refreshIfDue(key, entry);
        }
        return loaded;
    }

    // ---- within the process

    /** Has this thread do something for a key, for a number of leases, or wait for the thread that does. */
    private @Nullable Loaded<V> share(String key, Lease patience, int leases, FlightTask<V> task)
            throws InterruptedException {
        Flight flight = new Flight(settings.lease(settings.leaseDuration().multipliedBy(leases)));
        Flight other = flights.add(key, flight);
        if (other != null) {
            return join(key, other, patience);
        }
        try {
            return task.run(flight);
        } finally {
            flights.end(key, flight);
        }
    }

    private @Nullable Loaded<V> join(String key, Flight flight, Lease patience) throws InterruptedException {
        if (flight.isLedByCurrentThread()) {
            throw new IllegalStateException("the loader of key " + Arguments.quoted(key) + " asks for the same key");
        }
        pause(
                key,
                patience,
                time -> flight.await(settings.scheduler(), time),
                flight.lease().remaining());
        if (!flight.isEnded()) {
            return null;
        }
        Throwable failure = flight.failure();
        if (failure != null) {
            throw new LoadFailedException(key, failure);
        }
        CacheEntry unshared = flight.unshared();
        return unshared == null ? null : entries.decode(unshared);
    }

    private void pause(String key, Lease patience, Pause pause, Duration atMost) throws InterruptedException {
        Duration left = patience.remaining();
        if (left.isZero()) {
            throw new LoadTimeoutException(key, settings.waitTimeout());
        }
        pause.run(left.compareTo(atMost) < 0 ? left : atMost);
    }

    // ---- within the cluster

    private @Nullable Loaded<V> lead(String key, @Nullable CacheEntry entry, Flight flight, Lease patience)
            throws InterruptedException {
        CacheEntry marker = CacheEntry.loading(store.newToken());
        Lease lease;
        try {
            if (entry != null) {
                awaitChange(key, entry, patience);
                return null;
            }
            lease = settings.lease(settings.leaseDuration());
            if (!store.create(key, marker, settings.leaseDuration())) {
                return null;
            }
        } catch (CoordinationUnavailableException e) {
            Loaded<V> known = known(key, e);
            return known != null ? known : loadUnshared(key, flight);
        }
        return load(key, marker, lease, flight);
    }

    /** Waits until another node has loaded the value, or no longer loads it. */
    private void awaitChange(String key, CacheEntry loading, Lease patience) throws InterruptedException {
        Lease grace = loadsOfOthers.graceOf(key, loading);
        CacheEntry entry = loading;
        while (entry != null && entry.token().equals(loading.token())) {
            if (!grace.isValid()) { // A node that was late has prolonged its life.
                boolean unused = store.delete(key, loading);
                return;
            }
            pause(key, patience, time -> new Wait(settings.scheduler(), time).await(), settings.retryPeriod());
            entry = store.read(key);
        }
    }

    private Loaded<V> load(String key, CacheEntry marker, Lease lease, Flight flight) throws InterruptedException {
        Loaded<V> loaded = null;
        try {
            loaded = load(key, flight);
        } finally {
            if (loaded == null) {
                boolean unused = release(key, marker);
            }
        }
        try {
            entries.store(key, marker, loaded.entry(), lease);
        } catch (CoordinationUnavailableException e) {
            flight.loadedUnshared(loaded.entry());
            settings.errors().report(e);
        } catch (RuntimeException e) { // Such as a value that is too large.
            flights.forget(key, flight); // First, so that whoever waits has begun before the marker is deleted.
            if (release(key, marker)) { // So the key was not invalidated before.
                flight.loadedUnshared(loaded.entry());
            }
            settings.errors().report(e);
        }
        return loaded;
    }

    /** Deletes the marker of a load, and returns whether it was there; otherwise it expires. */
    private boolean release(String key, CacheEntry marker) {
        return Boolean.TRUE.equals(settings.errors().ask(() -> store.delete(key, marker)));
    }

    private Loaded<V> load(String key, Flight flight) throws InterruptedException {
        int mark = stale.mark(key);
        try {
            Loaded<V> loaded = entries.load(key);
            remember(key, loaded.entry(), mark);
            return loaded;
        } catch (LoadFailedException e) {
            flight.failed(Objects.requireNonNull(e.getCause()));
            throw e;
        }
    }

    // ---- without the cluster

    /** Returns what the policy has callers get at once, or {@code null} if it wants the value to be loaded. */
    private @Nullable Loaded<V> known(String key, CoordinationUnavailableException e) {
        switch (settings.whenUnavailable()) {
            case FAIL -> throw e;
            case STALE -> {
                CacheEntry entry = stale.get(key);
                return entry == null ? null : entries.decode(entry);
            }
            default -> {
                return null;
            }
        }
    }

    private void remember(String key, CacheEntry entry, int mark) {
        if (settings.whenUnavailable() == UnavailablePolicy.STALE) {
            stale.put(key, entry, mark);
        }
    }

    private Loaded<V> loadUnshared(String key, Flight flight) throws InterruptedException {
        Loaded<V> loaded = load(key, flight);
        flight.loadedUnshared(loaded.entry());
        return loaded;
    }
}
