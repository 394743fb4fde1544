// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.time.Duration;
import java.util.Arrays;

/**
 * Measures what a thousand leader electors in one process need, and what recipes add in memory to the call under them. What
 * they add to a round trip is the same, and cannot be seen there.
 */
final class RecipesPart implements Part {

    private static final int ELECTORS = 1_000;

    /** A tenth of the default, so that many renewals come in a short time. */
    private static final Duration LEASE = Duration.ofMillis(1_500);

    private static final double ADDS_AT_MOST_MICROS = 1;
    private static final int CALLS = 100;
    private static final int PAIRS = 1_000;
    private static final int WARM_UP_PAIRS = 3_000;

    /** Longer than the pairs take. */
    private static final Duration AT_MOST = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "recipes";
    }

    @Override
    public void run(BenchmarkRun bench) throws Exception {
        electors(bench);
        try (RecipeCallPairs calls = new RecipeCallPairs()) {
            for (RecipeCallPairs.Pair pair :
                    calls.pairs()) { // all before the first, so that their order does not matter
                measure(bench, pair, bench.times(WARM_UP_PAIRS, 2));
            }
            for (RecipeCallPairs.Pair pair : calls.pairs()) {
                add(bench, pair, measure(bench, pair, bench.times(PAIRS, MedianInterval.FEWEST)));
            }
        }
    }

    // ---- a thousand electors

    private void electors(BenchmarkRun bench) throws InterruptedException {
        int count = bench.times(ELECTORS, 50);
        String what = String.format("%,d leader electors on one scheduler", count);
        try (ElectorCrowd crowd = new ElectorCrowd(count, LEASE)) {
            ElectorCrowd.Renewals seen = crowd.renew(Duration.ofMillis(bench.times(10_000, 600)));
            // One of the threads frees what has expired in the in-memory backend.
            bounded(bench, what, seen.threads(), "threads", ElectorCrowd.THREADS + 1);
            bench.summary()
                    .add(SummaryLine.beside(
                            name(),
                            what,
                            Figure.of(seen.renewals() / seen.seconds()),
                            "renewals/s",
                            "one for each third of the lease",
                            Figure.of(count * 3e3 / LEASE.toMillis())));
            bounded(bench, what, (double) seen.requests() / seen.renewals(), "requests for each renewal", 1);
            double[] late = seen.millisLate();
            Arrays.sort(late);
            late(bench, what + ", median", late[late.length / 2]);
            late(bench, what + ", 99th percentile", late[late.length * 99 / 100]);
            late(bench, what + ", maximum", late[late.length - 1]);
            bounded(bench, what + ", as they start", seen.lostBefore(), "terms lost", 0);
            bounded(bench, what + ", once they run", seen.lost(), "terms lost", 0);
        }
    }

    private void bounded(BenchmarkRun bench, String what, double measured, String unit, double atMost) {
        bench.summary().add(SummaryLine.bounded(name(), what, Figure.of(measured), unit, atMost));
    }

    /** The term is lost if a renewal is late by the whole of what is left of the term when it is due. */
    private void late(BenchmarkRun bench, String what, double millis) {
        bench.summary().add(SummaryLine.figure(name(), what, Figure.of(millis), "ms late"));
    }

    // ---- calls

    private static PairedBatches measure(BenchmarkRun bench, RecipeCallPairs.Pair pair, int pairs) {
        PairedBatches batches = new PairedBatches(bench.times(CALLS, 10), System::nanoTime);
        batches.run(pair.recipe(), pair.call(), pairs, AT_MOST);
        return batches;
    }

    private void add(BenchmarkRun bench, RecipeCallPairs.Pair pair, PairedBatches batches) {
        String what =
                String.format("%s, %,d pairs of batches of %d calls", pair.name(), batches.pairs(), batches.calls());
        bench.summary()
                .add(SummaryLine.beside(name(), what, batches.micros(), "µs", pair.beside(), batches.baseMicros()));
        bench.summary()
                .add(SummaryLine.bounded(
                        name(), what + ", what it adds", batches.addedMicros(), "µs", ADDS_AT_MOST_MICROS));
    }
}
