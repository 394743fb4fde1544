// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;
import dev.coordination.SharedCache;
import dev.coordination.redis.RedisCoordination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measures the throughput and the latency of calls on Redis, by numbers of threads and of connections in the pool. */
final class PoolSizesPart implements Part {

    private static final int[] SIZES = {1, 8, 64, 256};
    private static final int[] SMOKE_SIZES = {1, 8};
    private static final String NAMESPACE = "bench-pool-sizes";
    private static final byte[] VALUE = new byte[64];
    private static final double NANOS_PER_MICRO = 1e3;

    /** Longer than a thread may have to wait for the only connection. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "pool-sizes";
    }

    @Override
    public void run(BenchmarkRun bench) throws Exception {
        int[] sizes = bench.isSmoke() ? SMOKE_SIZES : SIZES;
        for (Map.Entry<String, Consumer<SharedCache>> operation : operations().entrySet()) {
            for (int threads : sizes) {
                for (int connections : sizes) {
                    measure(bench, operation.getKey(), operation.getValue(), threads, connections);
                }
            }
        }
    }

    private static Map<String, Consumer<SharedCache>> operations() {
        Map<String, Consumer<SharedCache>> operations = new LinkedHashMap<>();
        operations.put("get", cache -> cache.get("value").orElseThrow());
        operations.put("increment", cache -> {
            var unused = cache.increment("counter", 1);
        });
        return operations;
    }

    private void measure(BenchmarkRun bench, String operation, Consumer<SharedCache> call, int threads, int connections)
            throws InterruptedException {
        try (DistributedCoordination coordination = RedisCoordination.builder(
                        bench.redis().uri(), NAMESPACE)
                .poolSize(connections)
                .socketTimeout(PATIENCE)
                .build()) {
            SharedCache cache = coordination.cache();
            cache.set("value", VALUE);
            ConcurrentCalls calls = new ConcurrentCalls(threads, () -> call.accept(cache));
            calls.run(Duration.ofMillis(bench.times(500, 20))); // opens the connections
            List<Double> rates = new ArrayList<>();
            List<Double> medians = new ArrayList<>();
            List<Double> slowest = new ArrayList<>();
            for (int round = 0; round < bench.times(5, 1); round++) {
                ConcurrentCalls.Latencies latencies = calls.run(Duration.ofMillis(bench.times(500, 20)));
                rates.add(latencies.perSecond());
                medians.add(latencies.quantile(0.5) / NANOS_PER_MICRO);
                slowest.add(latencies.quantile(0.99) / NANOS_PER_MICRO);
            }
            String what = operation + ", " + threads + " threads, " + connections + " connections";
            bench.summary().add(SummaryLine.figure(name(), what, Figure.of(rates), "calls/s"));
            bench.summary().add(SummaryLine.figure(name(), what + ", median", Figure.of(medians), "µs"));
            bench.summary().add(SummaryLine.figure(name(), what + ", 99th percentile", Figure.of(slowest), "µs"));
            cache.delete("value");
            cache.delete("counter");
        }
    }
}
