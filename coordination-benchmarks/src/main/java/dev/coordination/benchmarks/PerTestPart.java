// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

/**
 * Measures how much longer a test takes with a fresh coordination than without one, and the same for other ways of giving each
 * test a new or empty server.
 */
final class PerTestPart implements Part {

    private static final String MICROS = "µs";
    private static final double AT_MOST_MICROS = 20;
    private static final double TIMES_FASTER_THAN_MOCK = 200;

    @Override
    public String name() {
        return "per-test";
    }

    @Override
    public void run(BenchmarkRun bench) {
        InterleavedTests turns = InterleavedTests.of(
                bench.times(6, 1),
                bench.times(21, 1),
                NothingTestCase.class,
                ConstantsTestCase.class,
                CoordinationTestCase.class);
        Figure memory = turns.difference(CoordinationTestCase.class, NothingTestCase.class);
        Figure constants = turns.difference(ConstantsTestCase.class, NothingTestCase.class);
        Summary summary = bench.summary();
        summary.add(
                SummaryLine.figure(name(), "a test without parameters", turns.perTest(NothingTestCase.class), MICROS));
        summary.add(SummaryLine.bounded(
                name(), "additional time for a fresh coordination and its clock", memory, MICROS, AT_MOST_MICROS));
        summary.add(SummaryLine.beside(
                name(),
                "the same, compared with JUnit's share of it",
                memory,
                MICROS,
                "additional time for two constants",
                constants));
        besideServers(bench, memory);
    }

    private void besideServers(BenchmarkRun bench, Figure memory) {
        Figure mock = more(bench, JedisMockTestCase.class);
        String version = "a fresh jedis-mock " + System.getProperty("jedis-mock.version") + ", client without SETINFO";
        bench.summary()
                .add(SummaryLine.faster(
                        name(), "a fresh coordination", memory, MICROS, version, mock, TIMES_FASTER_THAN_MOCK));
        beside(bench, memory, "a fresh jedis-mock, client with default settings", JedisMockAsItComesTestCase.class);
        beside(bench, memory, "FLUSHALL on a shared Redis", FlushAllTestCase.class);
        beside(bench, memory, "a fresh process of embedded-redis", EmbeddedTestCase.class);
        if (bench.redis().description().contains("Testcontainers")) {
            beside(bench, memory, "a fresh container started by Testcontainers", ContainerTestCase.class);
        } else {
            bench.summary().about("Testcontainers", "not measured, because it did not start the server of the run");
        }
    }

    private void beside(BenchmarkRun bench, Figure memory, String what, Class<?> tests) {
        bench.summary()
                .add(SummaryLine.fasterBeside(
                        name(), "a fresh coordination", memory, MICROS, what, more(bench, tests)));
    }

    private static Figure more(BenchmarkRun bench, Class<?> tests) {
        InterleavedTests turns =
                InterleavedTests.of(bench.times(3, 0), bench.times(5, 1), NothingTestCase.class, tests);
        return turns.difference(tests, NothingTestCase.class);
    }
}
