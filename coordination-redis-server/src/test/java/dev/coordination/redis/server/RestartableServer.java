// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;

/** A Redis server that a test can configure, kill and restart. For the tests of this project. */
public final class RestartableServer implements AutoCloseable {

    private final List<String> settings;
    private RedisProcess process;

    private RestartableServer(List<String> settings, String logged) {
        this.settings = settings;
        process = start(FreePort::find, settings, logged);
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
        return new RestartableServer(List.of(settings), logged);
    }

    private static RedisProcess start(RedisProcess.Ports ports, List<String> settings, String logged) {
        try {
            ProcessMode mode = new ProcessMode(settings, List.of(), logged);
            return RedisProcess.start("redis-server", EmbeddedBinary::unpackInto, ports, mode);
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

    /** Kills the server and starts it again, empty, on the same port. */
    public void restart() {
        kill();
        int port = port();
        process = start(() -> port, settings, RedisProcess.READY);
    }

    @Override
    public void close() {
        kill();
    }
}
