// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** Calls the port through the adapter that a subclass connects. All threads share one handle. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class PortOperations {

    private static final Duration TTL = Duration.ofHours(1);

    /** The number of values, which is also the number of counters, of elections and of nodes. */
    @Param("100000")
    public int keys;

    /** Whether the names are used in random order, so that the processor's caches do not help. */
    @Param("false")
    public boolean shuffled;

    private String[] values;
    private String[] counters;
    private String[] nodes;
    private DistributedCoordination coordination;
    private SharedCache cache;
    private LeaderElection elections;
    private ClusterMembership cluster;

    abstract DistributedCoordination connect() throws Exception;

    abstract void disconnect() throws Exception;

    @Setup(Level.Trial)
    public void fill(BenchmarkParams benchmark) throws Exception {
        coordination = connect();
        cache = coordination.cache();
        elections = coordination.leaderElection();
        cluster = coordination.clusterMembership();
        values = KeyNames.of("key-", keys, shuffled);
        counters = KeyNames.of("counter-", keys, shuffled);
        nodes = KeyNames.of("node-", keys, shuffled);
        for (String key : values) {
            cache.set(key, InitialState.VALUE);
        }
        for (String key : counters) {
            cache.increment(key, InitialState.COUNTER);
        }
        if (benchmark.getBenchmark().endsWith(".heartbeat")) {
            for (String node : nodes) {
                cluster.register(node, Map.of("host", "10.0.0.1"), TTL);
            }
        }
        InitialState.settleHeap();
    }

    @TearDown(Level.Trial)
    public void close() throws Exception {
        coordination.close();
        disconnect();
    }

    @Benchmark
    public Optional<byte[]> get(Cursor cursor) {
        return cache.get(cursor.next(values));
    }

    @Benchmark
    public boolean exists(Cursor cursor) {
        return cache.exists(cursor.next(values));
    }

    @Benchmark
    public void set(Cursor cursor) {
        cache.set(cursor.next(values), InitialState.VALUE);
    }

    @Benchmark
    public void setWithTtl(Cursor cursor) {
        cache.set(cursor.next(values), InitialState.VALUE, cursor.ttl());
    }

    @Benchmark
    public long increment(Cursor cursor) {
        return cache.increment(cursor.next(counters), 1);
    }

    @Benchmark
    public boolean acquireRelease(Cursor cursor) {
        Optional<Leadership> term = elections.tryAcquire(cursor.next(values), "node", cursor.ttl());
        return term.isPresent() && elections.release(term.get());
    }

    @Benchmark
    public boolean heartbeat(Cursor cursor) {
        return cluster.heartbeat(cursor.next(nodes), cursor.ttl());
    }
}
