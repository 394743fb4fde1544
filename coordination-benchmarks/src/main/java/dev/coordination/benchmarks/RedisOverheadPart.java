// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.time.Duration;

/**
 * Measures what the Redis adapter adds to the round trip that bare Jedis needs for the same commands. This is less than the
 * difference between two forks: depending on where the scheduler wakes the server, all round trips of one fork can take nearly
 * twice as long as those of another. That is why both are measured in one JVM, in pairs.
 */
final class RedisOverheadPart implements Part {

    private static final double AT_MOST_TIMES = 1.15;
    private static final int CALLS = 100;
    private static final int PAIRS = 1_000;
    private static final int WARM_UP_PAIRS = 300;

    /** Longer than the pairs take, except with a slow server. */
    private static final Duration AT_MOST = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "redis-overhead";
    }

    @Override
    public void run(BenchmarkRun bench) throws Exception {
        try (RedisCallPairs calls = new RedisCallPairs(bench.redis().uri())) {
            for (RedisCallPairs.Pair pair :
                    calls.pairs()) { // all before the first, so that their order does not matter
                measure(bench, pair, bench.times(WARM_UP_PAIRS, 2));
            }
            for (RedisCallPairs.Pair pair : calls.pairs()) {
                PairedBatches batches = measure(bench, pair, bench.times(PAIRS, MedianInterval.FEWEST));
                bench.summary()
                        .add(SummaryLine.paired(
                                name(),
                                String.format(
                                        "%s, %,d pairs of batches of %d calls",
                                        pair.operation(), batches.pairs(), batches.calls()),
                                batches,
                                "bare Jedis in the same pairs",
                                AT_MOST_TIMES));
            }
        }
    }

    private static PairedBatches measure(BenchmarkRun bench, RedisCallPairs.Pair pair, int pairs) {
        PairedBatches batches = new PairedBatches(bench.times(CALLS, 10), System::nanoTime);
        batches.run(pair.adapter(), pair.jedis(), pairs, AT_MOST);
        return batches;
    }
}
