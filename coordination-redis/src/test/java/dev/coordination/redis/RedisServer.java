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

    /** Starts a server with settings such as {@code "maxmemory 1mb"}, and returns when it accepts connections. */
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
        List<String> config = new ArrayList<>(List.of("port " + port, "bind 127.0.0.1", "save \"\"", "appendonly no"));
        config.add("dir " + directory);
        config.addAll(settings);
        CompletableFuture<Boolean> started = new CompletableFuture<>();
        try {
            Path file = Files.write(directory.resolve("redis.conf"), config);
            process = new ProcessBuilder(Binary.FILE.toString(), file.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader log = process.inputReader();
        Thread pump = new Thread(() -> watch(log, line, started), "redis-log");
        pump.setDaemon(true);
        pump.start();
        return started.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** Reads the log to its end, so that the server never blocks on it. */
    private static void watch(BufferedReader log, String line, CompletableFuture<Boolean> started) {
        try {
            log.lines().filter(logged -> logged.contains(line)).forEach(logged -> started.complete(true));
        } catch (UncheckedIOException e) {
            // Killed.
        }
        started.complete(false);
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
