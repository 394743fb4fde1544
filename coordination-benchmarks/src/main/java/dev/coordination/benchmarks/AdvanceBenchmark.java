// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.SharedCache;
import dev.coordination.memory.MemoryBackend;
import java.time.Duration;
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

/** Advances the clock past the deadline of a thousand entries, while other entries do not expire yet. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AdvanceBenchmark {

    private static final int EXPIRING = 1_000;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATE = Duration.ofDays(30_000);

    /** The number of entries that do not expire yet. */
    @Param("1000")
    public int stored;

    private final MemoryBackend backend = MemoryBackend.create();
    private final SharedCache cache = backend.connect().cache();
    private final String[] soon = KeyNames.shuffled("soon-", EXPIRING);

    /** Called by JMH. */
    public AdvanceBenchmark() {}

    @Setup(Level.Trial)
    public void fill() {
        for (String key : KeyNames.shuffled("late-", stored)) {
            cache.set(key, InitialState.VALUE, LATE);
        }
        InitialState.settleHeap();
    }

    @Setup(Level.Invocation)
    public void setWhatExpires() {
        for (String key : soon) {
            cache.set(key, InitialState.VALUE, SOON);
        }
    }

    @Benchmark
    public void advance() {
        backend.clock().advance(SOON);
    }
}
