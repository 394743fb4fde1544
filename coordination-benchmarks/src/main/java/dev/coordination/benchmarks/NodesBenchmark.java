// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.ClusterMembership;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.memory.MemoryBackend;
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

/** Elections and membership with many nodes. Each node leads one election and competes in the others. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NodesBenchmark {

    private static final Duration TTL = Duration.ofHours(1);

    /** The number of nodes. */
    @Param("10")
    public int nodes;

    private final MemoryBackend backend = MemoryBackend.create();
    private final LeaderElection elections = backend.connect().leaderElection();
    private final ClusterMembership cluster = backend.connect().clusterMembership();
    private String[] names;

    /** Called by JMH. */
    public NodesBenchmark() {}

    @Setup(Level.Trial)
    public void fill() {
        names = KeyNames.shuffled("node-", nodes);
        for (String name : names) {
            elections.tryAcquire(name, name, TTL);
            cluster.register(name, Map.of("host", "10.0.0.1"), TTL);
        }
        InitialState.settleHeap();
    }

    @Benchmark
    public Optional<Leadership> stand(Cursor cursor) {
        return elections.tryAcquire(cursor.next(names), "another", TTL);
    }

    @Benchmark
    public Optional<Leadership> extend(Cursor cursor) {
        String name = cursor.next(names);
        return elections.tryAcquire(name, name, cursor.ttl());
    }

    @Benchmark
    public Optional<Leadership> currentLeader(Cursor cursor) {
        return elections.currentLeader(cursor.next(names));
    }

    @Benchmark
    public boolean heartbeat(Cursor cursor) {
        return cluster.heartbeat(cursor.next(names), cursor.ttl());
    }

    /** Returns all nodes, so it takes longer with more of them. */
    @Benchmark
    public int members() {
        return cluster.members().size();
    }
}
