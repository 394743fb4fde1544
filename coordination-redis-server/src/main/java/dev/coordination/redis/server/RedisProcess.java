// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/** A {@code redis-server} process on a free loopback port. It saves nothing to disk, unless its settings say otherwise. */
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

    /** The settings that precede those of the mode, so those can replace them. */
    private static final List<String> SAVE_NOTHING = List.of("save \"\"", "appendonly no");

    private static final int ATTEMPTS = 5;
    private static final long START_MILLIS = 20_000;
    private static final long STOP_MILLIS = 5_000;
    private static final long POLL_MILLIS = 5;

    private final String name;
    private final ProcessMode mode;
    private final TemporaryDirectory directory;
    private final Thread atExit = new Thread(this::end, "coordination-redis-stop");

    /** Held while files are written, or a process is launched or ended, so that nothing appears that nobody would remove. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by {@code lock}. */
    private @Nullable Process process;

    /** Guarded by {@code lock}. */
    private boolean ended;

    private volatile boolean paused;
    private volatile List<String> command = List.of();
    private volatile int port;

    private RedisProcess(String name, ProcessMode mode, TemporaryDirectory directory) {
        this.name = name;
        this.mode = mode;
        this.directory = directory;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts the binary, and blocks until it accepts connections. */
    static RedisProcess start(String name, Binary source, Ports ports) throws NoServerException {
        return start(name, source, ports, ProcessMode.server());
    }

    /** Starts the binary in a mode, and blocks until it accepts connections. */
    static RedisProcess start(String name, Binary source, Ports ports, ProcessMode mode) throws NoServerException {
        try {
            RedisProcess process = in(TemporaryDirectory.create(), name, mode);
            try {
                process.launchOnFreePort(source, ports);
                return process;
            } catch (IOException | NoServerException | RuntimeException e) {
                process.stop();
                throw e;
            }
        } catch (IOException
                | RuntimeException e) { // embedded-redis throws either if it has no binary for the platform.
            throw new NoServerException(name + " cannot be started: " + e, e);
        }
    }

    private static RedisProcess in(TemporaryDirectory directory, String name, ProcessMode mode) {
        try {
            return new RedisProcess(name, mode, directory);
        } catch (IllegalStateException e) { // The JVM is shutting down.
            directory.delete();
            throw e;
        }
    }

    /** Tries several ports, because another process may take a port after it was found free and before Redis binds it. */
    private void launchOnFreePort(Binary source, Ports ports) throws IOException, NoServerException {
        command = unlessEnded(() -> write(source));
        String output = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            port = ports.next();
            Path log = directory.path().resolve("log-" + attempt);
            if (isReady(launch(log), log)) {
                return;
            }
            output = Files.readString(log).strip();
            if (!output.contains("Address already in use")) {
                break;
            }
        }
        throw exited(output);
    }

    /** Writes the binary, if need be, and the configuration. Returns the command that runs them. */
    private List<String> write(Binary source) throws IOException {
        Path binary = source.in(directory.path());
        Path config = Files.write(
                directory.path().resolve("redis.conf"),
                Stream.concat(SAVE_NOTHING.stream(), mode.settings().stream()).toList());
        return Stream.concat(Stream.of(binary.toString(), config.toString()), mode.options().stream())
                .toList();
    }

    private NoServerException exited(String output) {
        return new NoServerException(name + " exited at once; its last output was: " + lastLine(output));
    }

    /** Writes a file or starts a process. */
    private interface Step<T> {
        T run() throws IOException;
    }

    private <T> T unlessEnded(Step<T> step) throws IOException {
        lock.lock();
        try {
            if (ended) {
                throw new IOException("it was stopped");
            }
            return step.run();
        } finally {
            lock.unlock();
        }
    }

    private Process launch(Path log) throws IOException, NoServerException {
        try {
            return unlessEnded(() -> {
                Process launched = ProcessStart.of(builder(log));
                process = launched;
                return launched;
            });
        } catch (InterruptedIOException e) {
            throw interrupted(e);
        }
    }

    private NoServerException interrupted(Exception cause) {
        return new NoServerException("interrupted while waiting for " + name, cause);
    }

    private ProcessBuilder builder(Path log) {
        List<String> options = List.of("--bind", LOOPBACK, "--port", Integer.toString(port), "--daemonize", "no");
        return new ProcessBuilder(
                        Stream.concat(command.stream(), options.stream()).toList())
                .directory(directory.path().toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
    }

    /** Blocks until the process is ready or has exited, and returns whether it is ready. */
    private boolean isReady(Process launched, Path log) throws IOException, NoServerException {
        long start = System.nanoTime();
        try {
            while (!launched.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (Files.readString(log).contains(mode.ready())) {
                    return true;
                }
                if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(START_MILLIS)) {
                    throw new NoServerException(name + " did not start within " + START_MILLIS + " ms");
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
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

    HostAndPort address() {
        return new HostAndPort(LOOPBACK, port);
    }

    ServerCommands commands() {
        return new ServerCommands(address());
    }

    boolean isAlive() {
        lock.lock();
        try {
            return process != null && process.isAlive();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the process is alive and not paused. */
    boolean isRunning() {
        return isAlive() && !paused;
    }

    /** Stops the process from running until {@link #resume}. Its connections stay open, and nothing responds. */
    void pause() throws IOException {
        signal("STOP");
        paused = true;
    }

    void resume() throws IOException {
        signal("CONT");
        paused = false;
    }

    private void signal(String signal) throws IOException {
        lock.lock();
        try {
            if (process == null || !process.isAlive()) {
                throw new IOException("the process has ended");
            }
            ProcessBuilder kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO();
            int status = kill.start().onExit().join().exitValue();
            if (status != 0) {
                throw new IOException("kill -" + signal + " failed with status " + status);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Kills the process, as a crash would, and blocks until it is gone, even if the thread is interrupted. Its directory stays. */
    void kill() {
        boolean interrupted = Thread.interrupted();
        lock.lock();
        try {
            if (process != null) {
                process.destroyForcibly();
                process.waitFor(STOP_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Kills the process and starts it again on the same port and in the same directory. */
    void restart() throws NoServerException {
        kill();
        paused = false;
        try {
            Path log = Files.createTempFile(directory.path(), "log-", "");
            if (!isReady(launch(log), log)) {
                throw exited(Files.readString(log).strip());
            }
        } catch (IOException e) {
            throw new NoServerException(name + " cannot be restarted: " + e, e);
        }
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
        lock.lock();
        try {
            ended = true;
            kill();
        } finally {
            lock.unlock();
        }
        directory.delete();
    }
}
