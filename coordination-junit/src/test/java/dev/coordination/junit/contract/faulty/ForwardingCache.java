// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.Optional;

/** A cache that forwards every call to another. */
class ForwardingCache implements SharedCache {

    final SharedCache delegate;

    ForwardingCache(SharedCache delegate) {
        this.delegate = delegate;
    }

    @Override
    public Optional<byte[]> get(String key) {
        return delegate.get(key);
    }

    @Override
    public void set(String key, byte[] value) {
        delegate.set(key, value);
    }

    @Override
    public void set(String key, byte[] value, Duration ttl) {
        delegate.set(key, value, ttl);
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value) {
        return delegate.setIfAbsent(key, value);
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
        return delegate.setIfAbsent(key, value, ttl);
    }

    @Override
    public boolean replace(String key, byte[] expected, byte[] value) {
        return delegate.replace(key, expected, value);
    }

    @Override
    public boolean delete(String key) {
        return delegate.delete(key);
    }

    @Override
    public boolean delete(String key, byte[] expected) {
        return delegate.delete(key, expected);
    }

    @Override
    public long deleteMatching(String pattern) {
        return delegate.deleteMatching(pattern);
    }

    @Override
    public boolean exists(String key) {
        return delegate.exists(key);
    }

    @Override
    public Optional<Duration> ttl(String key) {
        return delegate.ttl(key);
    }

    @Override
    public boolean expire(String key, Duration ttl) {
        return delegate.expire(key, ttl);
    }

    @Override
    public long increment(String key, long delta) {
        return delegate.increment(key, delta);
    }

    @Override
    public long increment(String key, long delta, Duration ttlIfCreated) {
        return delegate.increment(key, delta, ttlIfCreated);
    }
}
