// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.SharedCache;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A correct cache that remembers expired values, so that a fault can override an operation to ignore expiry. */
class GhostCache extends ForwardingCache {

    /** The value of a key, and when it expires. */
    record Ghost(byte[] value, Instant deadline) {}

    final FaultContext context;

    GhostCache(SharedCache delegate, FaultContext context) {
        super(delegate);
        this.context = context;
    }

    /** Returns the last value of a key that has expired and has not been written since, or empty. */
    final Optional<Ghost> expired(String key) {
        return Optional.ofNullable(context.get(key, Ghost.class))
                .filter(ghost -> !ghost.deadline.isAfter(context.now()))
                .filter(ghost -> !super.exists(key));
    }

    final void bury(String key) {
        context.remove(key);
    }

    private void remember(String key, byte[] value, Duration ttl) {
        context.put(key, new Ghost(value.clone(), context.after(ttl)));
    }

    @Override
    public void set(String key, byte[] value) {
        super.set(key, value);
        bury(key);
    }

    @Override
    public void set(String key, byte[] value, Duration ttl) {
        super.set(key, value, ttl);
        remember(key, value, ttl);
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value) {
        boolean created = super.setIfAbsent(key, value);
        if (created) {
            bury(key);
        }
        return created;
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
        boolean created = super.setIfAbsent(key, value, ttl);
        if (created) {
            remember(key, value, ttl);
        }
        return created;
    }

    @Override
    public boolean expire(String key, Duration ttl) {
        Optional<byte[]> value = super.get(key);
        boolean existed = super.expire(key, ttl);
        if (existed) {
            value.ifPresent(bytes -> remember(key, bytes, ttl));
        }
        return existed;
    }

    @Override
    public boolean delete(String key) {
        boolean deleted = super.delete(key);
        bury(key);
        return deleted;
    }

    @Override
    public boolean delete(String key, byte[] expected) {
        boolean deleted = super.delete(key, expected);
        if (deleted) {
            bury(key);
        }
        return deleted;
    }

    @Override
    public long increment(String key, long delta, Duration ttlIfCreated) {
        boolean created = !super.exists(key);
        long value = super.increment(key, delta, ttlIfCreated);
        if (created) {
            remember(key, Long.toString(value).getBytes(UTF_8), ttlIfCreated);
        }
        return value;
    }
}
