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

/** Provides what every part of a run needs: the server, the summary, and JMH with the same settings. */
final class BenchmarkRun {

    /**
     * Touches the whole heap at the start. Otherwise the time that the kernel takes to provide fresh pages would be measured.
     */
    private static final String[] HEAP = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"};

    /**
     * A collector without concurrent threads. The refinement threads of G1 use the second processor, and how much of it they
     * use differs between forks by more than the differences that are measured.
     */
    private static final String SERIAL = "-XX:+UseSerialGC";

    /** Selects G1 instead of the serial collector for a set of benchmarks. */
    static final String G1 = "-XX:+UseG1GC";

    /** The system property that tells the forks the URI of the server. */
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

    /** Returns whether the run only checks that everything works. */
    boolean isSmoke() {
        return smoke;
    }

    /** Returns the first number of repetitions, or the second if the run only checks that everything works. */
    int times(int measured, int smoked) {
        return smoke ? smoked : measured;
    }

    /**
     * Runs the benchmarks of a class. All benchmarks have the same settings for forks, warm-up and measurement.
     *
     * @param file the name of the JSON file, without its extension
     * @param more further settings for this class, such as parameters and threads
     */
    Collection<RunResult> jmh(Class<?> benchmarks, String file, Consumer<ChainedOptionsBuilder> more)
            throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^\\Q" + benchmarks.getName() + "\\E\\..*$")
                .forks(times(1, 0)) // A smoke run needs no JVM of its own.
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
