// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * Alternates between the benchmarks that are compared with each other: runs one fork of each in turn, rather than all forks
 * of one benchmark after all forks of another. Whatever else the machine does then affects all of them equally.
 */
final class InterleavedBenchmarks {

    private InterleavedBenchmarks() {}

    /** A class of benchmarks with its settings, such as parameters and threads. */
    record Set(String name, Class<?> benchmarks, Consumer<ChainedOptionsBuilder> settings) {}

    /** Returns the figures over all runs, by the name of the set and the name of the method. */
    static Map<String, Map<String, Figure>> run(BenchmarkRun bench, List<Set> sets) throws RunnerException {
        Map<String, Map<String, DoubleStream>> scores = new TreeMap<>();
        for (int run = 1; run <= bench.times(3, 1); run++) {
            for (Set set : sets) {
                Collection<RunResult> results = bench.jmh(set.benchmarks, set.name + "-" + run, set.settings);
                Map<String, DoubleStream> ofSet = scores.computeIfAbsent(set.name, name -> new TreeMap<>());
                results.forEach(result ->
                        ofSet.merge(result.getPrimaryResult().getLabel(), Figure.scores(result), DoubleStream::concat));
            }
        }
        Map<String, Map<String, Figure>> figures = new TreeMap<>();
        scores.forEach((set, methods) -> figures.put(set, figures(methods)));
        return figures;
    }

    private static Map<String, Figure> figures(Map<String, DoubleStream> scores) {
        Map<String, Figure> figures = new TreeMap<>();
        scores.forEach((method, all) -> figures.put(method, Figure.of(all.toArray())));
        return figures;
    }
}
