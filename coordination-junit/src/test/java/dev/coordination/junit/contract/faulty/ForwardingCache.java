// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.Optional;

/** A cache that is right; a fault overrides what it gets wrong. */
class ForwardingCache implements SharedCache {

    final SharedCache to;

    ForwardingCache(SharedCache to) {
        this.to = to;
    }

    @Override
    public Optional<byte[]> get(String key) {
        return to.get(key);
    }

    @Override
    public void set(String key, byte[] value) {
        to.set(key, value);
    }

    @Override
    public void set(String key, byte[] value, Duration ttl) {
        to.set(key, value, ttl);
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value) {
        return to.setIfAbsent(key, value);
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
        return to.setIfAbsent(key, value, ttl);
    }

    @Override
    public boolean replace(String key, byte[] expected, byte[] value) {
        return to.replace(key, expected, value);
    }

    @Override
    public boolean delete(String key) {
        return to.delete(key);
    }

    @Override
    public boolean delete(String key, byte[] expected) {
        return to.delete(key, expected);
    }

    @Override
    public long deleteMatching(String pattern) {
        return to.deleteMatching(pattern);
    }

    @Override
    public boolean exists(String key) {
        return to.exists(key);
    }

    @Override
    public Optional<Duration> ttl(String key) {
        return to.ttl(key);
    }

    @Override
    public boolean expire(String key, Duration ttl) {
        return to.expire(key, ttl);
    }

    @Override
    public long increment(String key, long delta) {
        return to.increment(key, delta);
    }

    @Override
    public long increment(String key, long delta, Duration ttlIfCreated) {
        return to.increment(key, delta, ttlIfCreated);
    }
}
