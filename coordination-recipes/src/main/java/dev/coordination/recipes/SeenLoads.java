// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

/** The loads of other nodes that this process has seen, so that it notices those that last longer than their lease. */
final class SeenLoads {

    private final LruMap<Seen> seen;
    private final LoadingCacheSettings settings;

    SeenLoads(LoadingCacheSettings settings) {
        this.seen = new LruMap<>(settings.localEntries());
        this.settings = settings;
    }

    /** Returns a lease that ends when this process has seen a load for two lease durations, in one call or in several. */
    Lease graceOf(String key, CacheEntry loading) {
        Seen last = seen.get(key);
        if (last == null || !last.token.equals(loading.token())) {
            last = new Seen(
                    loading.token(), settings.lease(settings.leaseDuration().multipliedBy(2)));
            seen.put(key, last);
        }
        return last.grace;
    }

    /** The token of a load, and the lease during which the load is left alone. */
    private record Seen(String token, Lease grace) {}
}
