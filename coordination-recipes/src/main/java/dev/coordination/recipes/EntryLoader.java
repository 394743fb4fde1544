// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import org.jspecify.annotations.Nullable;

/** Makes entries of what the loader returns, stores them, and makes values of entries. */
final class EntryLoader<V> {

    private final EntryStore store;
    private final CacheLoader<V> loader;
    private final ValueCodec<V> codec;
    private final LoadingCacheSettings settings;

    EntryLoader(EntryStore store, CacheLoader<V> loader, ValueCodec<V> codec, LoadingCacheSettings settings) {
        this.store = store;
        this.loader = loader;
        this.codec = codec;
        this.settings = settings;
    }

    /** Loads a value, without storing it. */
    Loaded<V> load(String key) throws InterruptedException {
        try {
            V value = loader.load(key);
            byte[] payload = value == null ? null : notNull(codec.encode(value), "encoded a value as");
            return new Loaded<>(value, CacheEntry.loaded(store.newToken(), settings.nextTtl(), payload));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new LoadFailedException(key, e);
        }
    }

    private <T> T notNull(@Nullable T result, String action) {
        if (result == null) {
            throw new NullPointerException("the codec has " + action + " null: " + codec);
        }
        return result;
    }

    /**
     * Stores an entry in place of another one, if that one is still there. The TTL is set by a second request, but not after the
     * other entry may have expired, because by then somebody else may have stored one.
     */
    void store(String key, CacheEntry expected, CacheEntry entry, Lease life) {
        // Until its TTL is set, the entry seems to be old. So others are told not to refresh it.
        CacheEntry first = settings.refreshes() ? entry.refreshing(store.newToken()) : entry;
        if (store.replace(key, expected, first) && life.isValid() && store.expire(key, entry.ttl()) && first != entry) {
            boolean unused = store.replace(key, first, entry);
        }
    }

    /** Returns what an entry tells, or {@code null} if the codec cannot decode it. */
    @Nullable
    Loaded<V> decode(CacheEntry entry) {
        try {
            return new Loaded<>(
                    entry.kind().hasValue() ? notNull(codec.decode(entry.payload()), "decoded a value as") : null,
                    entry);
        } catch (RuntimeException e) {
            settings.errors().report(e);
            return null;
        }
    }
}
