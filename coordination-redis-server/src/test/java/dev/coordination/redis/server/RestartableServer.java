// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;

/** A Redis server that a test can configure, kill and restart. For the tests of this project. */
public final class RestartableServer implements AutoCloseable {

    private final RedisProcess.Binary binary;
    private final List<String> settings;
    private RedisProcess process;

    private RestartableServer(RedisProcess.Binary binary, List<String> settings, String logged) {
        this.binary = binary;
        this.settings = settings;
        process = start(FreePort::find, logged);
    }

    /**
     * Starts a server, and blocks until it accepts connections.
     *
     * @param settings lines of a configuration file, such as {@code "maxmemory 1mb"}
     */
    public static RestartableServer start(String... settings) {
        return startUntil(RedisProcess.READY, settings);
    }

    /** Starts a server, and blocks until it has logged a text. */
    public static RestartableServer startUntil(String logged, String... settings) {
        return new RestartableServer(EmbeddedBinary::unpackInto, List.of(settings), logged);
    }

    /** Starts a server of another binary than the embedded one. */
    public static RestartableServer startBinary(Path binary, String... settings) {
        return new RestartableServer(directory -> binary, List.of(settings), RedisProcess.READY);
    }

    private RedisProcess start(RedisProcess.Ports ports, String logged) {
        try {
            ProcessMode mode = new ProcessMode(settings, List.of(), logged);
            return RedisProcess.start("redis-server", binary, ports, mode);
        } catch (NoServerException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI uri() {
        return process.uri();
    }

    public int port() {
        return uri().getPort();
    }

    public HostAndPort address() {
        return new HostAndPort(uri().getHost(), port());
    }

    /** Returns the working directory of the server. */
    public Path directory() {
        return process.directory();
    }

    /** Returns a new connection that does not go through the adapter. */
    public Connection connection() {
        return new Connection(address());
    }

    /** Kills the server, as a crash would. */
    public void kill() {
        process.stop();
    }

    /** Stops the server from running, with SIGSTOP. Its connections stay open, and nothing responds. */
    public void pause() {
        try {
            process.pause();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the server run again, with SIGCONT. */
    public void resume() {
        try {
            process.resume();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the server and starts it again, empty, on the same port. */
    public void restart() {
        kill();
        int port = port();
        process = start(() -> port, RedisProcess.READY);
    }

    /** Kills the server, as a crash would, and keeps its files for {@link #recover}. */
    public void crash() {
        process.kill();
    }

    /** Starts the server again after a {@link #crash}, on the same port, with the data that it has saved to disk. */
    public void recover() {
        try {
            process.restart();
        } catch (NoServerException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
