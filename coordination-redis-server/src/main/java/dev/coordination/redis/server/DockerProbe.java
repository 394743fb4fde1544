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
 * Whether it is worth asking Testcontainers for Docker at all: without Docker its own answer takes about a second and is
 * logged as an error with all that it tried.
 */
record DockerProbe(Map<String, String> environment, Path home, String system, Path systemSocket) {

    static DockerProbe ofThisMachine() {
        return new DockerProbe(
                System.getenv(),
                Path.of(System.getProperty("user.home", "")),
                System.getProperty("os.name", ""),
                Path.of("/var/run/docker.sock"));
    }

    /** Returns false when nobody listens where Docker would and the user named no other place; quick and quiet. */
    boolean mayAnswer() {
        return system.startsWith("Windows") // There it is a named pipe, which cannot be tried without waiting.
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
            return true; // Testcontainers will say what is wrong with it.
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
