// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.concurrent.ConcurrentHashMap;
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

/**
 * A map that copies values as the cache does, without expiry and without any rules: the lower bound for the time of a call.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BareMapOperations {

    /** The number of values, which is also the number of counters. */
    @Param("100000")
    public int keys;

    /** Whether the keys are used in random order, so that the processor's caches do not help. */
    @Param("false")
    public boolean shuffled;

    private final ConcurrentHashMap<String, byte[]> map = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, String> leaders = new ConcurrentHashMap<>();
    private String[] values;
    private String[] counters;

    /** Called by JMH. */
    public BareMapOperations() {}

    @Setup(Level.Trial)
    public void fill() {
        values = KeyNames.of("key-", keys, shuffled);
        counters = KeyNames.of("counter-", keys, shuffled);
        for (String key : values) {
            map.put(key, InitialState.VALUE.clone());
        }
        for (String key : counters) {
            map.put(key, Long.toString(InitialState.COUNTER).getBytes(US_ASCII));
        }
        InitialState.settleHeap();
    }

    @Benchmark
    public byte[] get(Cursor cursor) {
        byte[] value = map.get(cursor.next(values));
        return value == null ? null : value.clone();
    }

    @Benchmark
    public boolean exists(Cursor cursor) {
        return map.containsKey(cursor.next(values));
    }

    @Benchmark
    public byte[] set(Cursor cursor) {
        return map.put(cursor.next(values), InitialState.VALUE.clone());
    }

    @Benchmark
    public byte[] increment(Cursor cursor) {
        return map.computeIfPresent(cursor.next(counters), BareCounter::next);
    }

    /** Acquires and releases leadership. */
    @Benchmark
    public boolean acquireRelease(Cursor cursor) {
        String key = cursor.next(values);
        return leaders.putIfAbsent(key, "node") == null && leaders.remove(key, "node");
    }
}
