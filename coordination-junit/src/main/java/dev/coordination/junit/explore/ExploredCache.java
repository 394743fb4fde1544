// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static dev.coordination.junit.explore.Footprint.CACHE;

import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cache of a node, on which each call is a step. */
final class ExploredCache implements SharedCache {

    private final ExploredNode node;
    private final SharedCache delegate;
    private final Run run;

    ExploredCache(ExploredNode node, SharedCache delegate) {
        this.node = node;
        this.delegate = delegate;
        run = node.run;
    }

    private <T> T read(String name, String key, Steps.Work<T, RuntimeException> work, Object... arguments) {
        long resource = node.resource(CACHE, key);
        return run.steps.make(
                node,
                Step.remote(name, Variant.OF_READ, arguments),
                resource,
                work,
                (footprint, result) -> footprint.read(resource));
    }

    private <T extends @Nullable Object> T write(
            String name, String key, Steps.Work<T, RuntimeException> work, Write<T> effect, Object... arguments) {
        long resource = node.resource(CACHE, key);
        return run.steps.make(
                node,
                Step.remote(name, Variant.OF_WRITE, arguments),
                resource,
                work,
                (footprint, result) -> effect.add(footprint, resource, result));
    }

    private interface Write<T extends @Nullable Object> {
        void add(Footprint footprint, long resource, T result);
    }

    @Override
    public Optional<byte[]> get(String key) {
        return read("cache.get", key, () -> delegate.get(key), key);
    }

    @Override
    public boolean exists(String key) {
        return read("cache.exists", key, () -> delegate.exists(key), key);
    }

    @Override
    public Optional<Duration> ttl(String key) {
        long resource = node.resource(CACHE, key);
        return run.steps.make(
                node,
                Step.remote("cache.ttl", Variant.OF_READ, key),
                resource,
                () -> delegate.ttl(key),
                (footprint, ttl) -> {
                    footprint.read(resource);
                    run.accesses.readTime(footprint);
                });
    }

    @Override
    public void set(String key, byte[] value) {
        write(
                "cache.set",
                key,
                () -> {
                    delegate.set(key, value);
                    return null;
                },
                (footprint, resource, nothing) -> node.leases.unlimited(footprint, resource),
                key,
                value);
    }

    @Override
    public void set(String key, byte[] value, Duration ttl) {
        write(
                "cache.set",
                key,
                () -> {
                    delegate.set(key, value, ttl);
                    return null;
                },
                (footprint, resource, nothing) -> node.leases.written(footprint, resource, ttl),
                key,
                value,
                ttl);
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value) {
        return write(
                "cache.setIfAbsent",
                key,
                () -> delegate.setIfAbsent(key, value),
                (footprint, resource, created) -> run.accesses.writeIf(created, footprint, resource),
                key,
                value);
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
        return write(
                "cache.setIfAbsent",
                key,
                () -> delegate.setIfAbsent(key, value, ttl),
                (footprint, resource, created) -> {
                    if (created) {
                        node.leases.written(footprint, resource, ttl);
                    } else {
                        run.accesses.writeIf(false, footprint, resource);
                    }
                },
                key,
                value,
                ttl);
    }

    @Override
    public boolean replace(String key, byte[] expected, byte[] value) {
        return write(
                "cache.replace",
                key,
                () -> delegate.replace(key, expected, value),
                (footprint, resource, replaced) -> run.accesses.writeIf(replaced, footprint, resource),
                key,
                expected,
                value);
    }

    @Override
    public boolean delete(String key) {
        return write("cache.delete", key, () -> delegate.delete(key), this::deleted, key);
    }

    @Override
    public boolean delete(String key, byte[] expected) {
        return write("cache.delete", key, () -> delegate.delete(key, expected), this::deleted, key, expected);
    }

    private void deleted(Footprint footprint, long resource, boolean deleted) {
        if (deleted) {
            node.leases.unlimited(footprint, resource);
        } else {
            run.accesses.writeIf(false, footprint, resource);
        }
    }

    @Override
    public long deleteMatching(String pattern) {
        long all = run.accesses.wholeArea(CACHE);
        return run.steps.make(
                node,
                Step.remote("cache.deleteMatching", Variant.OF_WRITE, pattern),
                all,
                () -> delegate.deleteMatching(pattern),
                (footprint, deleted) -> run.accesses.writeIf(deleted > 0, footprint, all));
    }

    @Override
    public boolean expire(String key, Duration ttl) {
        return write(
                "cache.expire",
                key,
                () -> delegate.expire(key, ttl),
                (footprint, resource, present) -> {
                    if (present) {
                        node.leases.renewed(footprint, resource, ttl);
                    } else {
                        run.accesses.writeIf(false, footprint, resource);
                    }
                },
                key,
                ttl);
    }

    @Override
    public long increment(String key, long delta) {
        return write(
                "cache.increment",
                key,
                () -> delegate.increment(key, delta),
                (footprint, resource, value) -> footprint.write(resource),
                key,
                delta);
    }

    @Override
    public long increment(String key, long delta, Duration ttlIfCreated) {
        return write(
                "cache.increment",
                key,
                () -> delegate.increment(key, delta, ttlIfCreated),
                (footprint, resource, value) -> {
                    footprint.write(resource);
                    if (value == delta && !run.time.expires(resource)) {
                        node.leases.given(footprint, resource, ttlIfCreated);
                    }
                },
                key,
                delta,
                ttlIfCreated);
    }

    @Override
    public String toString() {
        return "cache of " + node;
    }
}
