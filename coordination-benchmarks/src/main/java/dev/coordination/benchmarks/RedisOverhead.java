package dev.coordination.benchmarks;

import java.util.List;
import java.util.Map;

/** What the Redis adapter adds to the round trip that bare Jedis needs for the same commands. */
final class RedisOverhead implements Part {

    private static final double AT_MOST_TIMES = 1.15;
    private static final List<String> OPERATIONS =
            List.of("get", "set", "setWithTtl", "exists", "increment", "tryAcquire", "publish");

    @Override
    public String name() {
        return "redis-overhead";
    }

    @Override
    public void run(Bench bench) throws Exception {
        Map<String, Figure> micros = Repeated.run(
                        bench, List.of(new Repeated.Set(name(), RedisOverheadBenchmark.class, options -> {})))
                .get(name());
        for (String operation : OPERATIONS) {
            Figure adapter = micros.get(operation + "ByAdapter");
            Figure jedis = micros.get(operation + "ByJedis");
            bench.summary().add(Line.atMost(name(), operation, adapter, "µs", "bare Jedis", jedis, AT_MOST_TIMES));
        }
    }
}
