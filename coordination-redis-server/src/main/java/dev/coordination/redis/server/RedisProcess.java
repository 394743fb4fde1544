// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** A {@code redis-server} process on a free loopback port. It saves nothing to disk. */
final class RedisProcess {

    /** Provides the binary. */
    interface Binary {

        /** Returns the binary. If it has to be unpacked, it is unpacked into the directory. */
        Path in(Path directory) throws IOException;
    }

    /** Provides free ports. */
    interface Ports {

        int next() throws IOException;
    }

    /** The text that a server logs once it accepts connections. */
    static final String READY = "Ready to accept connections";

    static final String LOOPBACK = "127.0.0.1";

    private static final int ATTEMPTS = 5;
    private static final long START_MILLIS = 20_000;
    private static final long STOP_MILLIS = 5_000;
    private static final long POLL_MILLIS = 5;

    /**
     * Held while a binary is written and while a process is started. A forked process keeps the file descriptors of its parent
     * for a moment, and a binary that is still open for writing cannot be executed.
     */
    private static final ReentrantLock FORKING = new ReentrantLock();

    private final Process process;
    private final int port;
    private final TemporaryDirectory directory;
    private final Thread atExit = new Thread(this::end, "coordination-redis-stop");

    private RedisProcess(Process process, int port, TemporaryDirectory directory) {
        this.process = process;
        this.port = port;
        this.directory = directory;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts the binary, and blocks until it accepts connections. */
    static RedisProcess start(String name, Binary source, Ports ports) throws NoServerException {
        return start(name, source, ports, List.of(), READY);
    }

    /**
     * Starts the binary, and blocks until it has logged a text.
     *
     * @param settings lines of a configuration file
     * @param logged the text to wait for
     */
    static RedisProcess start(String name, Binary source, Ports ports, List<String> settings, String logged)
            throws NoServerException {
        try {
            TemporaryDirectory directory = TemporaryDirectory.create();
            try {
                Path binary = whileNothingForks(() -> source.in(directory.path()));
                Path config = Files.write(directory.path().resolve("redis.conf"), settings);
                return startIn(name, directory, List.of(binary.toString(), config.toString()), ports, logged);
            } catch (IOException | NoServerException | RuntimeException e) {
                directory.delete();
                throw e;
            }
        } catch (IOException
                | RuntimeException e) { // embedded-redis throws either if it has no binary for the platform.
            throw new NoServerException(name + " cannot be started: " + e, e);
        }
    }

    /** Tries several ports, because another process may take a port after it was found free and before Redis binds it. */
    private static RedisProcess startIn(
            String name, TemporaryDirectory directory, List<String> command, Ports ports, String logged)
            throws IOException, NoServerException {
        String output = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ports.next();
            Path log = directory.path().resolve("log-" + attempt);
            Process process = whileNothingForks(() -> launch(command, port, log));
            if (isReady(name, process, log, logged)) {
                return new RedisProcess(process, port, directory);
            }
            output = Files.readString(log).strip();
            if (!output.contains("Address already in use")) {
                break;
            }
        }
        throw new NoServerException(name + " exited at once; its last output was: " + lastLine(output));
    }

    /** Writes a file or starts a process. */
    private interface Step<T> {
        T run() throws IOException;
    }

    private static <T> T whileNothingForks(Step<T> step) throws IOException {
        FORKING.lock();
        try {
            return step.run();
        } finally {
            FORKING.unlock();
        }
    }

    private static Process launch(List<String> command, int port, Path log) throws IOException {
        Path home = log.toAbsolutePath().getParent();
        List<String> options = List.of(
                "--bind",
                LOOPBACK,
                "--port",
                Integer.toString(port),
                "--save",
                "",
                "--appendonly",
                "no",
                "--daemonize",
                "no");
        return new ProcessBuilder(
                        Stream.concat(command.stream(), options.stream()).toList())
                .directory(home == null ? null : home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Blocks until the server has logged the text or has exited, and returns whether it has logged the text. */
    private static boolean isReady(String name, Process process, Path log, String logged)
            throws IOException, NoServerException {
        long start = System.nanoTime();
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (Files.readString(log).contains(logged)) {
                    return true;
                }
                if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(START_MILLIS)) {
                    process.destroyForcibly();
                    throw new NoServerException(name + " did not start within " + START_MILLIS + " ms");
                }
            }
            return false;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new NoServerException("interrupted while waiting for " + name, e);
        }
    }

    private static String lastLine(String text) {
        return text.substring(text.lastIndexOf('\n') + 1).strip();
    }

    URI uri() {
        return URI.create("redis://" + LOOPBACK + ":" + port);
    }

    Path directory() {
        return directory.path();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the server and removes the shutdown hook. */
    void stop() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // The JVM is shutting down; the hook finds nothing left to do.
        }
    }

    /** Kills the server, which has nothing to save, and deletes its directory. */
    void end() {
        process.destroyForcibly();
        try {
            process.waitFor(STOP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        directory.delete();
    }
}
