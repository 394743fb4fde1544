// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A cache that is right and knows which keys were ever written on its backend. */
class KeyWatchingCache extends ForwardingCache {

    private final World world;

    KeyWatchingCache(SharedCache to, World world) {
        super(to);
        this.world = world;
    }

    final Set<String> seen() {
        Set<String> keys = ConcurrentHashMap.newKeySet();
        keys.addAll(world.listOf("keys"));
        return keys;
    }

    private void saw(String key) {
        if (!world.listOf("keys").contains(key)) {
            world.listOf("keys").add(key);
        }
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
