// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests {@link DockerProbe}, in isolation: a process that another test starts inherits open sockets for a moment, so a
 * socket that this test has closed could still accept connections.
 */
@Isolated("no other test may start a process while these tests run")
class DockerProbeTest {

    @TempDir
    private Path home;

    private DockerProbe probe(Map<String, String> environment, Path systemSocket) {
        return new DockerProbe(environment, home, "Linux", systemSocket);
    }

    private DockerProbe probe() {
        return probe(Map.of(), home.resolve("none"));
    }

    private static ServerSocketChannel listenAt(Path socket) throws Exception {
        Files.createDirectories(socket.getParent());
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(socket));
        return channel;
    }

    @Test
    void dockerIsNotTriedWithoutASocket() {
        assertThat(probe().mayAnswer()).isFalse();
    }

    @Test
    void dockerIsTriedAsLongAsItsSocketAcceptsConnections() throws Exception {
        Path socket = home.resolve("docker.sock");
        DockerProbe probe = probe(Map.of(), socket);

        try (ServerSocketChannel engine = listenAt(socket)) {
            assertThat(engine.isOpen()).isTrue();
            assertThat(probe.mayAnswer()).isTrue();
        }

        assertThat(socket).exists();
        assertThat(probe.mayAnswer()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({".docker/run/docker.sock", ".docker/desktop/docker.sock"})
    void socketsInTheHomeDirectoryAreTried(String socket) throws Exception {
        try (ServerSocketChannel engine = listenAt(home.resolve(socket))) {
            assertThat(engine.isOpen()).isTrue();
            assertThat(probe().mayAnswer()).isTrue();
        }
    }

    @Test
    void theSocketOfRootlessDockerIsTried() throws Exception {
        Path runtime = home.resolve("run");
        DockerProbe probe = probe(Map.of("XDG_RUNTIME_DIR", runtime.toString()), home.resolve("none"));

        try (ServerSocketChannel engine = listenAt(runtime.resolve("docker.sock"))) {
            assertThat(engine.isOpen()).isTrue();
            assertThat(probe.mayAnswer()).isTrue();
        }
    }

    @Test
    void aConfiguredDockerHostIsLeftToTestcontainers() throws Exception {
        assertThat(probe(Map.of("DOCKER_HOST", "tcp://engine:2375"), home.resolve("none"))
                        .mayAnswer())
                .isTrue();

        Files.write(home.resolve(".testcontainers.properties"), List.of("docker.host=tcp://engine:2375"));
        assertThat(probe().mayAnswer()).isTrue();
    }

    @Test
    void aPropertiesFileWithoutAHostIsIgnored() throws Exception {
        Files.write(home.resolve(".testcontainers.properties"), List.of("docker.client.strategy=some.Strategy"));

        assertThat(probe().mayAnswer()).isFalse();
    }

    @Test
    void testcontainersIsAlwaysAskedOnWindows() {
        assertThat(new DockerProbe(Map.of(), home, "Windows 11", home.resolve("none")).mayAnswer())
                .isTrue();
    }
}
