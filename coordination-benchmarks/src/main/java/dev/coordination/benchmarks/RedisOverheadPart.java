// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.util.List;
import java.util.Map;

/** Measures what the Redis adapter adds to the round trip that bare Jedis needs for the same commands. */
final class RedisOverheadPart implements Part {

    private static final double AT_MOST_TIMES = 1.15;
    private static final List<String> OPERATIONS =
            List.of("get", "set", "setWithTtl", "exists", "increment", "tryAcquire", "publish");

    @Override
    public String name() {
        return "redis-overhead";
    }

    @Override
    public void run(BenchmarkRun bench) throws Exception {
        Map<String, Figure> micros = InterleavedBenchmarks.run(
                        bench,
                        List.of(new InterleavedBenchmarks.Set(name(), RedisOverheadBenchmark.class, options -> {})))
                .get(name());
        for (String operation : OPERATIONS) {
            Figure adapter = micros.get(operation + "ByAdapter");
            Figure jedis = micros.get(operation + "ByJedis");
            bench.summary()
                    .add(SummaryLine.atMost(name(), operation, adapter, "µs", "bare Jedis", jedis, AT_MOST_TIMES));
        }
    }
}
