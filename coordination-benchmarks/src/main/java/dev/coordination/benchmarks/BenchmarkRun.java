// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.redis.server.RedisServer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Consumer;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What every part of a run needs: the server, the summary, and JMH with the same settings. */
final class BenchmarkRun {

    /** A heap that is there before the clock runs: otherwise it is the kernel's handing over of fresh pages that is measured. */
    private static final String[] HEAP = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"};

    /**
     * One collector that has no threads of its own beside those that are measured: how much of the second processor G1's
     * refinement takes differs from fork to fork, by more than what is compared.
     */
    private static final String SERIAL = "-XX:+UseSerialGC";

    /** What a set of benchmarks is run with in place of the serial collector. */
    static final String G1 = "-XX:+UseG1GC";

    /** Where the forks find the server. */
    static final String REDIS = "coordination.bench.redis";

    private final RedisServer redis;
    private final Summary summary;
    private final Path results;
    private final boolean smoke;

    BenchmarkRun(RedisServer redis, Summary summary, Path results, boolean smoke) {
        this.redis = redis;
        this.summary = summary;
        this.results = results;
        this.smoke = smoke;
    }

    RedisServer redis() {
        return redis;
    }

    Summary summary() {
        return summary;
    }

    /** Returns how often something is done: as often as it takes, or hardly, when the run is only to show that it works. */
    int times(int measured, int smoked) {
        return smoke ? smoked : measured;
    }

    /**
     * Runs the benchmarks of a class, whose annotations say only what is measured; how is the same for all.
     *
     * @param file the name of the JSON file, without its ending
     * @param more settings of this run, such as parameters and threads
     */
    Collection<RunResult> jmh(Class<?> benchmarks, String file, Consumer<ChainedOptionsBuilder> more)
            throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^\\Q" + benchmarks.getName() + "\\E\\..*$")
                .forks(times(1, 0)) // To see that all works, this JVM will do.
                .warmupIterations(times(4, 1))
                .warmupTime(TimeValue.milliseconds(times(300, 20)))
                .measurementIterations(times(5, 1))
                .measurementTime(TimeValue.milliseconds(times(300, 20)))
                .jvmArgs(HEAP)
                .jvmArgsPrepend(SERIAL)
                .jvmArgsAppend("-D" + REDIS + "=" + redis.uri())
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(results.resolve(file + ".json").toString());
        more.accept(options);
        return new Runner(options.build()).run();
    }
}
