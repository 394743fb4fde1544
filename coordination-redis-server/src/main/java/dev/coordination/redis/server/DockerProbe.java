// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Decides whether to ask Testcontainers for Docker at all. Without Docker, Testcontainers takes about a second and logs
 * each of its attempts as an error.
 */
record DockerProbe(Map<String, String> environment, Path home, String system, Path systemSocket) {

    static DockerProbe ofThisMachine() {
        return new DockerProbe(
                System.getenv(),
                Path.of(System.getProperty("user.home", "")),
                System.getProperty("os.name", ""),
                Path.of("/var/run/docker.sock"));
    }

    /**
     * Returns false, except on Windows, if none of the usual Docker sockets accepts connections and the user has
     * configured no other host. Logs nothing.
     */
    boolean mayAnswer() {
        return system.startsWith("Windows") // Docker uses a named pipe there, and trying it may block.
                || environment.containsKey("DOCKER_HOST")
                || namesHost(home.resolve(".testcontainers.properties"))
                || sockets().anyMatch(DockerProbe::listens);
    }

    private static boolean namesHost(Path file) {
        if (!Files.isReadable(file)) {
            return false;
        }
        Properties properties = new Properties();
        try (var in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            return true; // Testcontainers reports what is wrong with the file.
        }
        return properties.containsKey("docker.host") || properties.containsKey("tc.host");
    }

    private Stream<Path> sockets() {
        Path run = home.resolve(".docker").resolve("run").resolve("docker.sock");
        Path desktop = home.resolve(".docker").resolve("desktop").resolve("docker.sock");
        Stream<Path> rootless = Stream.ofNullable(environment.get("XDG_RUNTIME_DIR"))
                .filter(Objects::nonNull)
                .map(directory -> Path.of(directory, "docker.sock"));
        return Stream.concat(Stream.of(systemSocket, run, desktop), rootless);
    }

    private static boolean listens(Path socket) {
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
