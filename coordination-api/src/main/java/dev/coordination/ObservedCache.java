package dev.coordination;

import java.time.Duration;
import java.util.Optional;

/** A cache that reports the calls on it. */
final class ObservedCache implements SharedCache {

    private final SharedCache to;
    private final Calls calls;

    ObservedCache(SharedCache to, Calls calls) {
        this.to = to;
        this.calls = calls;
    }

    @Override
    public Optional<byte[]> get(String key) {
        return calls.make(Operation.CACHE_GET, () -> to.get(key), key);
    }

    @Override
    public void set(String key, byte[] value) {
        calls.run(Operation.CACHE_SET, () -> to.set(key, value), key, value);
    }

    @Override
    public void set(String key, byte[] value, Duration ttl) {
        calls.run(Operation.CACHE_SET, () -> to.set(key, value, ttl), key, value, ttl);
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value) {
        return calls.make(Operation.CACHE_SET_IF_ABSENT, () -> to.setIfAbsent(key, value), key, value);
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
        return calls.make(Operation.CACHE_SET_IF_ABSENT, () -> to.setIfAbsent(key, value, ttl), key, value, ttl);
    }

    @Override
    public boolean replace(String key, byte[] expected, byte[] value) {
        return calls.make(Operation.CACHE_REPLACE, () -> to.replace(key, expected, value), key, expected, value);
    }

    @Override
    public boolean delete(String key) {
        return calls.make(Operation.CACHE_DELETE, () -> to.delete(key), key);
    }

    @Override
    public boolean delete(String key, byte[] expected) {
        return calls.make(Operation.CACHE_DELETE, () -> to.delete(key, expected), key, expected);
    }

    @Override
    public long deleteMatching(String pattern) {
        return calls.make(Operation.CACHE_DELETE_MATCHING, () -> to.deleteMatching(pattern), pattern);
    }

    @Override
    public boolean exists(String key) {
        return calls.make(Operation.CACHE_EXISTS, () -> to.exists(key), key);
    }

    @Override
    public Optional<Duration> ttl(String key) {
        return calls.make(Operation.CACHE_TTL, () -> to.ttl(key), key);
    }

    @Override
    public boolean expire(String key, Duration ttl) {
        return calls.make(Operation.CACHE_EXPIRE, () -> to.expire(key, ttl), key, ttl);
    }

    @Override
    public long increment(String key, long delta) {
        return calls.make(Operation.CACHE_INCREMENT, () -> to.increment(key, delta), key, delta);
    }

    @Override
    public long increment(String key, long delta, Duration ttlIfCreated) {
        return calls.make(
                Operation.CACHE_INCREMENT, () -> to.increment(key, delta, ttlIfCreated), key, delta, ttlIfCreated);
    }
}
