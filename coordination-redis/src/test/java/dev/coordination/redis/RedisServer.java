package dev.coordination.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.embedded.core.ExecutableProvider;

/** A real Redis on a free port of the loopback, without persistence, that can be killed and started again. */
final class RedisServer implements AutoCloseable {

    private static final String READY = "Ready to accept connections";
    private static final int ATTEMPTS = 5;

    private final Path directory;
    private final List<String> settings;
    private int port;
    private Process process;

    private RedisServer(Path directory, List<String> settings) {
        this.directory = directory;
        this.settings = settings;
    }

    /** Starts a server with settings such as {@code "--maxmemory 1mb"}, and returns when it accepts connections. */
    static RedisServer start(String... settings) {
        return startUntil(READY, settings);
    }

    /** Starts a server and returns when it has logged a line. */
    static RedisServer startUntil(String line, String... settings) {
        try {
            RedisServer server = new RedisServer(Files.createTempDirectory("redis-test-"), List.of(settings));
            server.startOnFreePort(line);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startOnFreePort(String line) {
        for (int attempt = 1; ; attempt++) {
            port = freePort();
            if (launch(line)) {
                return;
            }
            if (attempt == ATTEMPTS) {
                throw new IllegalStateException("redis-server did not start with " + settings);
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether the server logged the line before it ended. */
    private boolean launch(String line) {
        List<String> command = new ArrayList<>(List.of(Binary.FILE.toString()));
        command.addAll(List.of("--port", "" + port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
        command.addAll(List.of("--dir", directory.toString(), "--daemonize", "no"));
        settings.forEach(setting -> command.addAll(List.of(setting.split(" ", 2))));
        CompletableFuture<Boolean> started = new CompletableFuture<>();
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        BufferedReader log = process.inputReader();
        Thread pump = new Thread(
                () -> {
                    log.lines().filter(logged -> logged.contains(line)).forEach(logged -> started.complete(true));
                    started.complete(false);
                },
                "redis-log");
        pump.setDaemon(true);
        pump.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return started.orTimeout(20, TimeUnit.SECONDS).join();
    }

    int port() {
        return port;
    }

    HostAndPort address() {
        return new HostAndPort("127.0.0.1", port);
    }

    URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    Path directory() {
        return directory;
    }

    /** Returns a connection for what a test does behind the adapter's back. */
    Connection connection() {
        return new Connection(address());
    }

    /** Kills the server, as a crash would. */
    void kill() {
        process.destroyForcibly();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** Kills the server and starts it again, empty, on the same port. */
    void restart() {
        kill();
        if (!launch(READY)) {
            throw new IllegalStateException("redis-server did not start again on port " + port);
        }
    }

    @Override
    public void close() {
        kill();
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The binary of the artifact, unpacked once. */
    private static final class Binary {
        static final Path FILE = unpack();

        private static Path unpack() {
            try {
                return ExecutableProvider.newJarResourceProvider().get().toPath();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
