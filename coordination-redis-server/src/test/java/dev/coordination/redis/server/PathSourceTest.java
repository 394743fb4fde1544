// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the fixtures are shell scripts")
@Isolated("it executes files that it writes, and a process that another test forks would keep them open")
class PathSourceTest {

    @TempDir
    private Path directory;

    private Path empty;

    @BeforeEach
    void createEmptyDirectory() throws Exception {
        empty = Files.createDirectory(directory.resolve("empty"));
    }

    private Path install(String script) throws Exception {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Path file = bin.resolve("redis-server");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return bin;
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", ":", "/no/such/directory"})
    void failsWithoutARedisServerOnThePath(String path) {
        assertThatExceptionOfType(NoServerException.class)
                .isThrownBy(() -> new PathSource(ServerKind.STANDALONE, path).start())
                .withMessage("there is no redis-server on the PATH");
    }

    @Test
    void ignoresFilesThatAreNotExecutable() throws Exception {
        Files.writeString(empty.resolve("redis-server"), "not a binary");
        Files.createDirectories(directory.resolve("other").resolve("redis-server"));
        String path = empty + File.pathSeparator + directory.resolve("other");

        assertThatExceptionOfType(NoServerException.class)
                .isThrownBy(() -> new PathSource(ServerKind.STANDALONE, path).start())
                .withMessage("there is no redis-server on the PATH");
    }

    @Test
    void startsTheFirstRedisServerOnThePath() throws Exception {
        Path bin = install("exec '" + EmbeddedBinary.unpackForScript(directory) + "' \"$@\"");
        PathSource kind = new PathSource(
                ServerKind.STANDALONE, empty + File.pathSeparator + bin + File.pathSeparator + "/no/such/directory");

        try (RedisServer server = kind.start()) {
            assertThat(server.description()).startsWith("Redis ").endsWith(" (" + bin.resolve("redis-server") + ")");
            assertThat(server.isOwned()).isTrue();
            assertThat(server.uri().getHost()).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void reportsTheLastOutputOfABinaryThatExitsAtOnce() throws Exception {
        Path bin = install("echo first; echo 'libssl.so.3: no such file' >&2; exit 127");

        assertThatExceptionOfType(NoServerException.class)
                .isThrownBy(() -> new PathSource(ServerKind.STANDALONE, bin.toString()).start())
                .withMessage(bin.resolve("redis-server")
                        + " exited at once; its last output was: libssl.so.3: no such file");
    }
}
