// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;

/**
 * A server or sentinel of a {@link SentinelServers} or {@link ServerCluster} that a test can kill, pause and restart. For the
 * tests of this project.
 */
public final class ServerNode {

    private static final int WAIT_MILLIS = 30_000;

    private static final JedisClientConfig CONFIG =
            DefaultJedisClientConfig.builder().timeoutMillis(2 * WAIT_MILLIS).build();

    private final RedisProcess process;

    ServerNode(RedisProcess process) {
        this.process = process;
    }

    RedisProcess process() {
        return process;
    }

    public URI uri() {
        return process.uri();
    }

    public HostAndPort address() {
        return process.address();
    }

    public int port() {
        return address().getPort();
    }

    /** Returns the working directory of the process. */
    public Path directory() {
        return process.directory();
    }

    /** Returns a new connection that does not go through the adapter. */
    public Connection connection() {
        return new Connection(address(), CONFIG);
    }

    /** Sends a command, and returns the reply: a string, a number, or a list of replies. */
    public Object call(String command, String... arguments) {
        return process.commands().call(command, arguments);
    }

    /** Sets a key, and blocks until the replicas have it. */
    public void setReplicated(String key, String value, int replicas) {
        try (Connection connection = connection()) {
            connection.sendCommand(Protocol.Command.SET, key, value);
            connection.getStatusCodeReply();
            // This waits for what the same connection wrote.
            connection.sendCommand(Protocol.Command.WAIT, Integer.toString(replicas), Integer.toString(WAIT_MILLIS));
            long reached = connection.getIntegerReply();
            if (reached < replicas) {
                throw new IllegalStateException("the write reached " + reached + " of " + replicas + " replicas");
            }
        }
    }

    /** Returns whether the process is alive, though it may be paused. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Kills the process, as a crash would. */
    public void kill() {
        process.kill();
    }

    /** Stops the process from running, with SIGSTOP. Its connections stay open, and nothing responds. */
    public void pause() {
        try {
            process.pause();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the process run again, with SIGCONT. */
    public void resume() {
        try {
            process.resume();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Kills the process if it is alive, and starts it again on the same port, with the configuration that it had. It has no
     * data, except for what it has saved to disk, and what it receives as a replica.
     */
    public void restart() {
        try {
            process.restart();
        } catch (NoServerException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return address().toString();
    }
}
