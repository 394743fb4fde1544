// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.development;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.memory.MemoryBackend;
import dev.coordination.memory.MemoryCoordination;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples in docs/development.md. Programs run in a new JVM that has only the port and the in-memory adapter. */
class DevelopmentExamplesTest {

    @Test
    void theProgramRunsInRealTime() throws Exception {
        assertThat(outputOf(Prototype.class)).containsExactly("a new rate", "no news", "the rate has expired");
    }

    @Test
    void anOpenCoordinationDoesNotKeepTheJvmRunning() throws Exception {
        assertThat(outputOf(LeftOpen.class)).containsExactly("open");
    }

    @Test
    void severalHandlesShareABoundedBackend() {
        try (MemoryBackend backend =
                MemoryBackend.builder().realTime().maximumEntries(2).build()) {
            DistributedCoordination a = backend.connect("a");
            DistributedCoordination b = backend.connect("b");

            a.leaderElection().tryAcquire("nightly", "a", ofSeconds(30));
            a.cache().setText("rate", "1.08");

            assertThat(b.leaderElection().tryAcquire("nightly", "b", ofSeconds(30)))
                    .isEmpty();
            assertThatExceptionOfType(CoordinationUnavailableException.class)
                    .isThrownBy(() -> b.cache().setText("another rate", "0.85"));
        }
    }

    private static Stream<String> outputOf(Class<?> program) throws Exception {
        Process java = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java", "-cp", classPath(program), program.getName())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(java.waitFor(60, TimeUnit.SECONDS))
                    .as("the JVM has ended")
                    .isTrue();
            String output = new String(java.getInputStream().readAllBytes(), UTF_8);
            assertThat(java.exitValue()).as(output).isZero();
            return output.lines();
        } finally {
            java.destroyForcibly();
        }
    }

    private static String classPath(Class<?> program) {
        return Stream.of(program, DistributedCoordination.class, MemoryCoordination.class)
                .map(DevelopmentExamplesTest::location)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
