// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.Arguments;
import dev.coordination.SharedCache;
import dev.coordination.spi.Glob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The cache of a handle. */
final class MemorySharedCache implements SharedCache {

    private final Store store;
    private final ExpiringMap<byte[]> values;
    private final HandleState state;

    MemorySharedCache(Store store, HandleState state) {
        this.store = store;
        this.values = store.values;
        this.state = state;
    }

    @Override
    public Optional<byte[]> get(String key) {
        byte[] value = find(key);
        return value == null ? Optional.empty() : Optional.of(value.clone());
    }

    /**
     * Returns the value of a key. Checks the key only if it is absent: a key that is present was checked when it was
     * stored.
     */
    private byte @Nullable [] find(String key) {
        byte[] value = values.get(Arguments.notNull(key, "key"));
        if (value == null) {
            Arguments.key(key);
        }
        state.checkOpen();
        return value;
    }

    @Override
    public void set(String key, byte[] value) {
        Arguments.key(key);
        byte[] copy = Arguments.copy(value, "value");
        state.checkOpen();
        values.put(key, copy);
    }

    @Override
    public void set(String key, byte[] value, Duration ttl) {
        Arguments.key(key);
        byte[] copy = Arguments.copy(value, "value");
        long millis = Arguments.ttlMillis(ttl, "ttl");
        state.checkOpen();
        values.change(key, (old, now) -> new Entry<>(copy, Entry.deadline(now, millis)));
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value) {
        Arguments.key(key);
        byte[] copy = Arguments.copy(value, "value");
        state.checkOpen();
        return create(key, copy, Entry.NEVER);
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
        Arguments.key(key);
        byte[] copy = Arguments.copy(value, "value");
        long millis = Arguments.ttlMillis(ttl, "ttl");
        state.checkOpen();
        return create(key, copy, millis);
    }

    private boolean create(String key, byte[] value, long millis) {
        AtomicBoolean created = new AtomicBoolean();
        values.change(key, (old, now) -> {
            created.setPlain(old == null);
            return old != null ? old : new Entry<>(value, Entry.deadline(now, millis));
        });
        return created.getPlain();
    }

    @Override
    public boolean replace(String key, byte[] expected, byte[] value) {
        Arguments.key(key);
        Arguments.notNull(expected, "expected");
        byte[] copy = Arguments.copy(value, "value");
        state.checkOpen();
        return values.changeIf(
                key, old -> Arrays.equals(old.value(), expected), (old, now) -> new Entry<>(copy, old.deadline()));
    }

    @Override
    public boolean delete(String key) {
        Arguments.key(key);
        state.checkOpen();
        return values.changeIfPresent(key, (old, now) -> null);
    }

    @Override
    public boolean delete(String key, byte[] expected) {
        Arguments.key(key);
        Arguments.notNull(expected, "expected");
        state.checkOpen();
        return values.changeIf(key, old -> Arrays.equals(old.value(), expected), (old, now) -> null);
    }

    @Override
    public long deleteMatching(String pattern) {
        Glob glob = Glob.compile(pattern);
        state.checkOpen();
        List<String> matching = new ArrayList<>();
        values.forEachKey(key -> {
            if (glob.matches(key)) {
                matching.add(key);
            }
        });
        return matching.stream()
                .filter(key -> values.changeIfPresent(key, (old, now) -> null))
                .count();
    }

    @Override
    public boolean exists(String key) {
        return find(key) != null;
    }

    @Override
    public Optional<Duration> ttl(String key) {
        Arguments.key(key);
        state.checkOpen();
        Entry<byte[]> entry = values.entry(key);
        if (entry == null || entry.deadline() == Entry.NEVER) {
            return Optional.empty();
        }
        // The entry had time left when it was read, but the clock may have moved since.
        long left = Math.max(1, entry.deadline() - store.time.nanos());
        return Optional.of(Duration.ofMillis((left + 999_999) / 1_000_000));
    }

    @Override
    public boolean expire(String key, Duration ttl) {
        Arguments.key(key);
        long millis = Arguments.ttlMillis(ttl, "ttl");
        state.checkOpen();
        return values.changeIfPresent(key, (old, now) -> new Entry<>(old.value(), Entry.deadline(now, millis)));
    }

    @Override
    public long increment(String key, long delta) {
        Arguments.key(key);
        state.checkOpen();
        return add(key, delta, Entry.NEVER);
    }

    @Override
    public long increment(String key, long delta, Duration ttlIfCreated) {
        Arguments.key(key);
        long millis = Arguments.ttlMillis(ttlIfCreated, "ttlIfCreated");
        state.checkOpen();
        return add(key, delta, millis);
    }

    private long add(String key, long delta, long millisIfCreated) {
        AtomicLong result = new AtomicLong();
        values.change(key, (old, now) -> {
            long sum = old == null ? delta : Counters.add(key, old.value(), delta);
            result.setPlain(sum);
            long deadline = old == null ? Entry.deadline(now, millisIfCreated) : old.deadline();
            return new Entry<>(Counters.format(sum), deadline);
        });
        return result.getPlain();
    }
}
