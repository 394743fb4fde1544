// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.benchmarks.explored.ColdVerdict;
import dev.coordination.benchmarks.explored.Scenario;
import dev.coordination.junit.explore.Exploration;
import dev.coordination.junit.explore.ExplorationResult;
import dev.coordination.junit.explore.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures how many schedules are explored per second, and the time to a verdict on a program. */
final class ExplorationPart implements Part {

    private static final double NANOS = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int VIRTUAL_THREADS = 24;
    private static final List<Scenario> RATED = List.of(Scenario.FENCED, Scenario.COMPARE_AND_SET);

    @Override
    public String name() {
        return "exploration";
    }

    @Override
    public void run(BenchmarkRun bench) throws Exception {
        boolean virtual = Runtime.version().feature() >= VIRTUAL_THREADS;
        for (Scenario scenario : RATED) {
            rate(bench, scenario, 1, virtual ? 50_000 : 10_000);
            rate(bench, scenario, 2, virtual ? 100_000 : 50_000);
        }
        for (Scenario scenario : Scenario.values()) {
            verdicts(bench, scenario, 2, 300, 15);
        }
        verdicts(bench, Scenario.FENCED, 3, 300, Double.NaN);
    }

    private void rate(BenchmarkRun bench, Scenario scenario, int parallel, double target) throws Exception {
        List<Double> rates = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(parallel);
        try {
            for (int i = -bench.times(3, 0); i < bench.times(9, 1); i++) {
                double rate = rate(threads, scenario, parallel, bench.times(20_000, 200));
                if (i >= 0) {
                    rates.add(rate);
                }
            }
        } finally {
            threads.shutdown();
        }
        String what = scenario + (parallel == 1 ? ", in one exploration" : ", in two explorations at once");
        bench.summary().add(SummaryLine.rate(name(), what, Figure.of(rates), "schedules/s", target));
    }

    /** Returns the number of random schedules per second, over all explorations. */
    private static double rate(ExecutorService threads, Scenario scenario, int parallel, long schedules)
            throws Exception {
        List<Callable<ExplorationResult>> explorations = new ArrayList<>();
        for (int i = 0; i < parallel; i++) {
            Exploration random = scenario.exploration()
                    .strategy(Strategy.RANDOM)
                    .maxSchedules(schedules)
                    .seed(i + 1);
            explorations.add(() -> random.run(scenario.program(2)));
        }
        long start = System.nanoTime();
        long done = 0;
        for (Future<ExplorationResult> result : threads.invokeAll(explorations)) {
            done += result.get().schedules();
        }
        return done / ((System.nanoTime() - start) / NANOS);
    }

    private void verdicts(BenchmarkRun bench, Scenario scenario, int nodes, double coldTarget, double warmTarget)
            throws Exception {
        String what = "verdict on " + scenario + ", " + nodes + " nodes";
        List<Double> cold = new ArrayList<>();
        for (int i = 0; i < bench.times(9, 1); i++) {
            cold.add(NewJvm.millis(ColdVerdict.class, scenario.name(), Integer.toString(nodes)));
        }
        bench.summary().add(SummaryLine.bounded(name(), what + ", in a new JVM", Figure.of(cold), "ms", coldTarget));
        List<Double> warm = new ArrayList<>();
        for (int i = -bench.times(100, 0); i < bench.times(21, 1); i++) {
            long start = System.nanoTime();
            ColdVerdict.require(scenario, nodes);
            if (i >= 0) {
                warm.add((System.nanoTime() - start) / NANOS_PER_MILLI);
            }
        }
        String warmed = what + ", in a warm one";
        bench.summary()
                .add(
                        Double.isNaN(warmTarget)
                                ? SummaryLine.figure(name(), warmed, Figure.of(warm), "ms")
                                : SummaryLine.bounded(name(), warmed, Figure.of(warm), "ms", warmTarget));
    }
}
