// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a {@link LoadingCache} in the shared cache. An entry is only created if the key is absent, and afterwards only
 * replaced or deleted by who has seen it. So whoever comes late changes nothing.
 */
final class EntryStore {

    private final SharedCache cache;
    private final String prefix;
    private final String incarnation;
    private final AtomicLong entries = new AtomicLong();

    EntryStore(SharedCache cache, String name, String incarnation) {
        this.cache = cache;
        this.prefix = name + ":";
        this.incarnation = incarnation;
    }

    /** Checks a key, and returns the one under which its entry is stored. */
    String storedKey(String key) {
        return Arguments.key(prefix + Arguments.key(key));
    }

    /** Returns a token that no other entry has. */
    String newToken() {
        return incarnation + "#" + entries.incrementAndGet();
    }

    /** Returns the entry of a key, or {@code null} if there is none. What is not an entry is deleted. */
    @Nullable
    CacheEntry read(String key) {
        Optional<byte[]> raw = cache.get(storedKey(key));
        if (raw.isEmpty()) {
            return null;
        }
        CacheEntry entry = CacheEntry.parse(raw.get());
        if (entry == null) {
            boolean unused = cache.delete(storedKey(key), raw.get());
        }
        return entry;
    }

    boolean create(String key, CacheEntry entry, Duration ttl) {
        return cache.setIfAbsent(storedKey(key), entry.raw(), ttl);
    }

    /** Replaces an entry, and keeps its TTL. */
    boolean replace(String key, CacheEntry expected, CacheEntry entry) {
        return cache.replace(storedKey(key), expected.raw(), entry.raw());
    }

    boolean delete(String key, CacheEntry expected) {
        return cache.delete(storedKey(key), expected.raw());
    }

    boolean delete(String key) {
        return cache.delete(storedKey(key));
    }

    boolean expire(String key, Duration ttl) {
        return cache.expire(storedKey(key), ttl);
    }

    Optional<Duration> ttl(String key) {
        return cache.ttl(storedKey(key));
    }
}
