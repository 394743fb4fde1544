// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.junit.contract.faulty.Fault;
import dev.coordination.junit.contract.faulty.FaultyAdapter;
import dev.coordination.junit.contract.faulty.FaultyHarness;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compiles and runs the test that is printed for a difference. It must fail if the adapters differ, and pass otherwise.
 */
@Tag("one-jdk")
class PastedDifferenceTest {

    private static final String CLASS = """
            import static dev.coordination.junit.differential.Run.utf8;

            import dev.coordination.*;
            import dev.coordination.junit.harness.CoordinationHarness;
            import dev.coordination.junit.differential.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.function.Supplier;
            import org.junit.jupiter.api.Test;

            public class Pasted {
                public static Supplier<CoordinationHarness> first;
                public static Supplier<CoordinationHarness> second;

            %s}
            """;

    @TempDir
    private Path directory;

    private Class<?> compiled(String methods) throws Exception {
        Path source = Files.writeString(directory.resolve("Pasted.java"), CLASS.formatted(methods));
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, "-cp", classPath(), "-d", directory.toString(), source.toString());
        assertThat(result).isZero();
        return loader().loadClass("Pasted");
    }

    /** Returns a class path to all classes, whether or not they are in modules. */
    private static String classPath() {
        return Stream.of("java.class.path", "jdk.module.path")
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(File.pathSeparator));
    }

    @SuppressWarnings("resource") // The loaded class needs it.
    private URLClassLoader loader() throws IOException {
        return new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader());
    }

    private static void run(Class<?> test, Supplier<CoordinationHarness> second) throws Exception {
        Object instance = test.getConstructor().newInstance();
        test.getField("first").set(null, (Supplier<CoordinationHarness>) MemoryHarness::new);
        test.getField("second").set(null, second);
        var method = test.getDeclaredMethod("behaveTheSame");
        method.setAccessible(true);
        method.invoke(instance);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "overwriting keeps the TTL",
                "every second token repeats the one before it",
                "a heartbeat revives an expired node",
                "? also matches the empty string"
            })
    void failsIfAndOnlyIfTheAdaptersDiffer(String defect) throws Exception {
        Fault fault = FaultyAdapter.of(defect);
        Difference difference = Differential.between(MemoryHarness::new, () -> new FaultyHarness(fault))
                .seed(1)
                .sequences(300)
                .steps(60)
                .run()
                .differences()
                .get(0);

        Class<?> pasted = compiled(difference.asJava());

        assertThatThrownBy(() -> run(pasted, () -> new FaultyHarness(fault)))
                .hasCauseInstanceOf(AssertionError.class)
                .cause()
                .hasMessageContaining(" of the script differs: first ");
        run(pasted, MemoryHarness::new);
    }

    /** Generates enough steps to contain every kind of call with every argument. */
    @Test
    void compilesForEveryKindOfStep() throws Exception {
        MemoryHarness harness = new MemoryHarness();
        Generator generator =
                new Generator(Set.of(Area.values()), harness.capabilities(), harness.subscriptionBuffer(), true, true);
        List<Step> steps = Stream.iterate(0, seed -> seed < 40, seed -> seed + 1)
                .flatMap(seed -> generator.sequence(new SplittableRandom(seed), 60).stream())
                .collect(Collectors.toMap(Step::java, step -> step, (one, same) -> one))
                .values()
                .stream()
                .toList();
        assertThat(steps)
                .extracting(Step::operation)
                .contains("cache.replace", "subscription.next", "clusterMembership.members");
        StringBuilder methods = new StringBuilder();
        for (int from = 0; from < steps.size(); from += 100) {
            Difference difference = new Difference(
                    from,
                    Comparison.of(
                            MemoryHarness::new,
                            MemoryHarness::new,
                            steps.subList(from, Math.min(steps.size(), from + 100))),
                    new Difference.Pair("any", 1, "\\u0000", "*/"));
            methods.append(difference.asJava().replace("behaveTheSame", "behaveTheSame" + from));
        }

        Class<?> pasted = compiled(methods.toString());

        assertThat(pasted.getDeclaredMethods()).hasSizeGreaterThanOrEqualTo(steps.size() / 100);
        harness.close();
    }
}
