// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.Set;

/** A correct cache that remembers every key written to its backend. */
class KeyWatchingCache extends ForwardingCache {

    private final FaultContext context;

    KeyWatchingCache(SharedCache delegate, FaultContext context) {
        super(delegate);
        this.context = context;
    }

    final Set<String> seen() {
        return Set.copyOf(context.set("keys"));
    }

    private void saw(String key) {
        context.set("keys").add(key);
    }

    @Override
    public void set(String key, byte[] value) {
        super.set(key, value);
        saw(key);
    }

    @Override
    public void set(String key, byte[] value, Duration ttl) {
        super.set(key, value, ttl);
        saw(key);
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value) {
        boolean created = super.setIfAbsent(key, value);
        saw(key);
        return created;
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
        boolean created = super.setIfAbsent(key, value, ttl);
        saw(key);
        return created;
    }

    @Override
    public long increment(String key, long delta) {
        long value = super.increment(key, delta);
        saw(key);
        return value;
    }

    @Override
    public long increment(String key, long delta, Duration ttlIfCreated) {
        long value = super.increment(key, delta, ttlIfCreated);
        saw(key);
        return value;
    }
}
