// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.junit.runner.ContractReport;
import dev.coordination.junit.runner.ContractRunner;
import dev.coordination.redis.test.RedisHarness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Measures the duration of the contract, rule by rule and as a whole. Its tests run one after another. */
final class ContractPart implements Part {

    private static final String PARALLEL = "junit.jupiter.execution.parallel.enabled";
    private static final double MEMORY_MILLIS = 200;
    private static final double REDIS_MILLIS = 1_000;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final int SLOWEST = 10;

    @Override
    public String name() {
        return "contract";
    }

    @Override
    public void run(BenchmarkRun bench) throws Exception {
        measure(bench, "memory", MemoryHarness::new, MEMORY_MILLIS);
        if (!bench.isSmoke()) { // The tests already run the contract on Redis, which takes half a minute.
            measure(bench, "Redis", () -> RedisHarness.on(bench.redis()), REDIS_MILLIS);
        }
    }

    private void measure(
            BenchmarkRun bench, String adapter, Supplier<CoordinationHarness> harnesses, double atMostMillis)
            throws Exception {
        List<Double> seconds = new ArrayList<>();
        Map<Rule, List<Double>> millis = new EnumMap<>(Rule.class);
        for (int run = 0; run < bench.times(3, 1); run++) {
            ContractReport report = SystemProperty.during(PARALLEL, "false", () -> ContractRunner.run(harnesses));
            if (!report.passed()) {
                throw new IllegalStateException("the contract failed:\n" + report);
            }
            seconds.add(report.time().toMillis() / MILLIS_PER_SECOND);
            report.rules()
                    .forEach(result -> millis.computeIfAbsent(result.rule(), rule -> new ArrayList<>())
                            .add((double) result.time().toNanos() / TimeUnit.MILLISECONDS.toNanos(1)));
        }
        bench.summary()
                .add(SummaryLine.figure(
                        name(), "all " + millis.size() + " rules on " + adapter, Figure.of(seconds), "s"));
        slowest(millis)
                .forEach((rule, figure) -> bench.summary()
                        .add(SummaryLine.bounded(
                                name(),
                                rule.id() + " " + rule.title() + ", on " + adapter,
                                figure,
                                "ms",
                                atMostMillis)));
    }

    private static Map<Rule, Figure> slowest(Map<Rule, List<Double>> millis) {
        Map<Rule, Figure> slowest = new LinkedHashMap<>();
        millis.entrySet().stream()
                .map(rule -> Map.entry(rule.getKey(), Figure.of(rule.getValue())))
                .sorted(Comparator.comparingDouble(
                        (Map.Entry<Rule, Figure> rule) -> -rule.getValue().median()))
                .limit(SLOWEST)
                .forEach(rule -> slowest.put(rule.getKey(), rule.getValue()));
        return slowest;
    }
}
