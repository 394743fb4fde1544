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

/** The limit: a map that copies values as the cache does, and knows no expiry and no rules. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BareMapOperations {

    /** How many keys there are, of values and of counters each. */
    @Param("100000")
    public int keys;

    /** Whether they are asked for in an order in which no cache of the processor helps. */
    @Param("false")
    public boolean shuffled;

    private final ConcurrentHashMap<String, byte[]> map = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, String> leaders = new ConcurrentHashMap<>();
    private String[] values;
    private String[] counters;

    /** JMH creates it. */
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

    /** A leader that comes and goes. */
    @Benchmark
    public boolean acquireRelease(Cursor cursor) {
        String key = cursor.next(values);
        return leaders.putIfAbsent(key, "node") == null && leaders.remove(key, "node");
    }
}
