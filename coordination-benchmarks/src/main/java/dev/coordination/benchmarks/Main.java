// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.server.RedisServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Runs the parts one after another with one server, and prints their results. */
final class Main {

    private static final List<Part> PARTS = List.of(
            new PerTestPart(),
            new OperationsPart(),
            new PubSubPart(),
            new GrowthPart(),
            new RedisOverheadPart(),
            new PoolSizesPart(),
            new SubscriptionsPart(),
            new FleetPart(),
            new LimitsPart(),
            new RecipesPart(),
            new ContractPart(),
            new ExplorationPart());

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        Path results = Files.createDirectories(Path.of(System.getProperty("coordination.bench.results")));
        boolean smoke = Boolean.getBoolean("coordination.bench.smoke");
        Summary summary = new Summary();
        try (RedisServer redis = RedisServers.start()) {
            if (!redis.isOwned()) { // The benchmarks fill and empty the server.
                throw new IllegalArgumentException(
                        RedisServers.PROPERTY + " must be a value that starts a server, not a URI");
            }
            summary.about("redis", redis.description());
            System.setProperty(BenchmarkRun.REDIS, redis.uri().toString());
            BenchmarkRun bench = new BenchmarkRun(redis, summary, results, smoke);
            for (Part part : asked(System.getProperty("coordination.bench.parts", ""))) {
                part.run(bench);
            }
        }
        summary.write(results);
        System.out.println();
        System.out.println(summary.markdown());
    }

    private static List<Part> asked(String names) {
        if (names.isBlank()) {
            return PARTS;
        }
        Set<String> asked = Set.copyOf(Arrays.asList(names.split(",")));
        List<Part> found =
                PARTS.stream().filter(part -> asked.contains(part.name())).toList();
        if (found.size() != asked.size()) {
            throw new IllegalArgumentException("coordination.bench.parts must be among "
                    + PARTS.stream().map(Part::name).toList() + ", but was: " + names);
        }
        return found;
    }
}
