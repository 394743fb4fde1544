// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A Caffeine cache in which each entry has its own TTL. Values are copied as the in-memory adapter copies them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CaffeineOperations {

    private static final long TTL_NANOS = TimeUnit.HOURS.toNanos(1);

    /** The number of keys. */
    @Param("100000")
    public int keys;

    /** Whether the keys are used in random order, so that the processor's caches do not help. */
    @Param("false")
    public boolean shuffled;

    private final Cache<String, Timed> cache =
            Caffeine.newBuilder().expireAfter(new OwnExpiry()).build();
    private String[] values;

    /** Called by JMH. */
    public CaffeineOperations() {}

    private record Timed(byte[] value, long nanos) {}

    private static final class OwnExpiry implements Expiry<String, Timed> {
        @Override
        public long expireAfterCreate(String key, Timed value, long now) {
            return value.nanos;
        }

        @Override
        public long expireAfterUpdate(String key, Timed value, long now, long left) {
            return value.nanos;
        }

        @Override
        public long expireAfterRead(String key, Timed value, long now, long left) {
            return left;
        }
    }

    @Setup(Level.Trial)
    public void fill() {
        values = KeyNames.of("key-", keys, shuffled);
        for (String key : values) {
            cache.put(key, new Timed(InitialState.VALUE.clone(), Long.MAX_VALUE));
        }
        InitialState.settleHeap();
    }

    @Benchmark
    public byte[] get(Cursor cursor) {
        Timed value = cache.getIfPresent(cursor.next(values));
        return value == null ? null : value.value.clone();
    }

    @Benchmark
    public void set(Cursor cursor) {
        cache.put(cursor.next(values), new Timed(InitialState.VALUE.clone(), Long.MAX_VALUE));
    }

    @Benchmark
    public void setWithTtl(Cursor cursor) {
        cache.put(cursor.next(values), new Timed(InitialState.VALUE.clone(), TTL_NANOS));
    }
}
