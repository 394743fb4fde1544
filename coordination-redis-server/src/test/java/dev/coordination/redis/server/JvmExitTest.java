// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the embedded binary for Windows is too old")
class JvmExitTest {

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource({"STANDALONE,0", "STANDALONE,1", "SENTINEL,0", "SENTINEL,3", "SENTINEL,5", "CLUSTER,0", "CLUSTER,6"})
    void stopsEveryServerAlsoDuringTheStart(ServerKind kind, int exitAt) throws Exception {
        Path directory = temporary.resolve("tmp");
        Files.createDirectory(directory);

        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExitingJvm.class.getName(),
                        kind.name(),
                        Integer.toString(exitAt))
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("output").toFile())
                .start();
        try {
            assertThat(jvm.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            jvm.destroyForcibly();
        }

        assertThat(temporary.resolve("output")).content().isEmpty();
        assertThat(jvm.exitValue()).isZero();
        assertThat(ProcessHandle.allProcesses()
                        .flatMap(process -> process.info().commandLine().stream())
                        .filter(command -> command.startsWith(directory.toString())))
                .isEmpty();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("coordination-redis"));
        }
    }
}
