// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
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
 * A bare map of nodes with metadata. Its {@code get} and {@code set} slow down with many nodes only because of the
 * processor's caches.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BareNodesBenchmark {

    /** The number of nodes. */
    @Param("10")
    public int nodes;

    private final ConcurrentHashMap<String, Map<String, String>> map = new ConcurrentHashMap<>();
    private String[] names;

    /** Called by JMH. */
    public BareNodesBenchmark() {}

    @Setup(Level.Trial)
    public void fill() {
        names = KeyNames.shuffled("node-", nodes);
        for (String name : names) {
            map.put(name, Map.of("host", "10.0.0.1"));
        }
        InitialState.settleHeap();
    }

    @Benchmark
    public Map<String, String> get(Cursor cursor) {
        return map.get(cursor.next(names));
    }

    @Benchmark
    public Map<String, String> set(Cursor cursor) {
        return map.put(cursor.next(names), Map.of("host", "10.0.0.1"));
    }

    /** Copies all nodes, so it takes longer with more of them. */
    @Benchmark
    public int copy() {
        return new LinkedHashMap<>(map).size();
    }
}
