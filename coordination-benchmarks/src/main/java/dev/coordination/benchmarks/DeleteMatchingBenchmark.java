// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.SharedCache;
import dev.coordination.memory.MemoryBackend;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Calls {@code deleteMatching} on 100,000 keys, with a pattern that matches half of them and one that matches none. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DeleteMatchingBenchmark {

    private static final int KEYS = 50_000;
    private static final String HALF = "user:*:name";
    private static final String NONE = "user:*:nobody";
    private static final Pattern HALF_REGEX = Pattern.compile("user:.*:name");
    private static final Pattern NONE_REGEX = Pattern.compile("user:.*:nobody");

    /** Called by JMH. */
    public DeleteMatchingBenchmark() {}

    private static void eachKey(Consumer<String> action) {
        for (int i = 0; i < KEYS; i++) {
            action.accept("user:" + i + ":name");
            action.accept("user:" + i + ":mail");
        }
    }

    /** A cache that is filled before each call. */
    @State(Scope.Benchmark)
    public static class FullCache {
        private final SharedCache cache = MemoryBackend.create().connect().cache();

        /** Called by JMH. */
        public FullCache() {}

        @Setup(Level.Invocation)
        public void fill() {
            eachKey(key -> cache.set(key, InitialState.VALUE));
        }
    }

    /** A map that is filled before each call. */
    @State(Scope.Benchmark)
    public static class FullMap {
        private final ConcurrentHashMap<String, byte[]> map = new ConcurrentHashMap<>();

        /** Called by JMH. */
        public FullMap() {}

        @Setup(Level.Invocation)
        public void fill() {
            eachKey(key -> map.put(key, InitialState.VALUE.clone()));
        }
    }

    @Benchmark
    public long halfByCache(FullCache full) {
        return check(full.cache.deleteMatching(HALF), KEYS);
    }

    @Benchmark
    public long halfByScan(FullMap full) {
        return check(RegexScan.delete(full.map, HALF_REGEX), KEYS);
    }

    @Benchmark
    public long noneByCache(FullCache full) {
        return check(full.cache.deleteMatching(NONE), 0);
    }

    @Benchmark
    public long noneByScan(FullMap full) {
        return check(RegexScan.delete(full.map, NONE_REGEX), 0);
    }

    private static long check(long deleted, long expected) {
        if (deleted != expected) {
            throw new IllegalStateException(deleted + " keys were deleted");
        }
        return deleted;
    }
}
