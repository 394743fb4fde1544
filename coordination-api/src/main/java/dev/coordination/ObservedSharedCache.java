// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.time.Duration;
import java.util.Optional;

/** A shared cache that reports the calls on it. */
final class ObservedSharedCache implements SharedCache {

    private final SharedCache delegate;
    private final CallReporter reporter;

    ObservedSharedCache(SharedCache delegate, CallReporter reporter) {
        this.delegate = delegate;
        this.reporter = reporter;
    }

    @Override
    public Optional<byte[]> get(String key) {
        return reporter.call(Operation.CACHE_GET, () -> delegate.get(key), key);
    }

    @Override
    public void set(String key, byte[] value) {
        reporter.run(Operation.CACHE_SET, () -> delegate.set(key, value), key, value);
    }

    @Override
    public void set(String key, byte[] value, Duration ttl) {
        reporter.run(Operation.CACHE_SET, () -> delegate.set(key, value, ttl), key, value, ttl);
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value) {
        return reporter.call(Operation.CACHE_SET_IF_ABSENT, () -> delegate.setIfAbsent(key, value), key, value);
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
        return reporter.call(
                Operation.CACHE_SET_IF_ABSENT, () -> delegate.setIfAbsent(key, value, ttl), key, value, ttl);
    }

    @Override
    public boolean replace(String key, byte[] expected, byte[] value) {
        return reporter.call(
                Operation.CACHE_REPLACE, () -> delegate.replace(key, expected, value), key, expected, value);
    }

    @Override
    public boolean delete(String key) {
        return reporter.call(Operation.CACHE_DELETE, () -> delegate.delete(key), key);
    }

    @Override
    public boolean delete(String key, byte[] expected) {
        return reporter.call(Operation.CACHE_DELETE, () -> delegate.delete(key, expected), key, expected);
    }

    @Override
    public long deleteMatching(String pattern) {
        return reporter.call(Operation.CACHE_DELETE_MATCHING, () -> delegate.deleteMatching(pattern), pattern);
    }

    @Override
    public boolean exists(String key) {
        return reporter.call(Operation.CACHE_EXISTS, () -> delegate.exists(key), key);
    }

    @Override
    public Optional<Duration> ttl(String key) {
        return reporter.call(Operation.CACHE_TTL, () -> delegate.ttl(key), key);
    }

    @Override
    public boolean expire(String key, Duration ttl) {
        return reporter.call(Operation.CACHE_EXPIRE, () -> delegate.expire(key, ttl), key, ttl);
    }

    @Override
    public long increment(String key, long delta) {
        return reporter.call(Operation.CACHE_INCREMENT, () -> delegate.increment(key, delta), key, delta);
    }

    @Override
    public long increment(String key, long delta, Duration ttlIfCreated) {
        return reporter.call(
                Operation.CACHE_INCREMENT,
                () -> delegate.increment(key, delta, ttlIfCreated),
                key,
                delta,
                ttlIfCreated);
    }
}
