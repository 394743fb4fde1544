// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.SharedCache;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A cache that is right and still knows what expired: an operation that a fault overrides forgets to look at the clock. */
class GhostCache extends ForwardingCache {

    /** What a key held, and until when. */
    record Ghost(byte[] value, Instant deadline) {}

    final World world;

    GhostCache(SharedCache to, World world) {
        super(to);
        this.world = world;
    }

    /** Returns what a key held that has expired and was not written since. */
    final Optional<Ghost> expired(String key) {
        return Optional.ofNullable(world.noted(key, Ghost.class))
                .filter(ghost -> !ghost.deadline.isAfter(world.now()))
                .filter(ghost -> !super.exists(key));
    }

    final void bury(String key) {
        world.forget(key);
    }

    private void remember(String key, byte[] value, Duration ttl) {
        world.note(key, new Ghost(value.clone(), world.after(ttl)));
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
        boolean there = super.expire(key, ttl);
        if (there) {
            value.ifPresent(bytes -> remember(key, bytes, ttl));
        }
        return there;
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
