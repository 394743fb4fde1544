// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.redis.Connections.Borrowed;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.Pool;

/**
 * The connection of a link, which speaks RESP2. One thread may read while another writes.
 *
 * <p>Writing to a closed Jedis connection opens it again, so nothing is written after {@link #close}.
 */
final class LinkConnection {

    private final Connection connection;
    private final Pool<Connection> server;
    private final Duration timeout;
    private volatile boolean open = true;

    /**
     * Takes over a connection. From now on, reads have no timeout.
     *
     * @param opened the connection, which is not in its pool
     * @param otherwise the timeout if the client would wait forever
     */
    LinkConnection(Borrowed opened, Duration otherwise) {
        this.connection = opened.connection();
        this.server = opened.pool();
        this.timeout = connection.getSoTimeout() > 0 ? Duration.ofMillis(connection.getSoTimeout()) : otherwise;
        boolean ready = false;
        try {
            speakResp2();
            connection.setSoTimeout(0);
            ready = true;
        } finally {
            if (!ready) {
                close();
            }
        }
    }

    /**
     * Switches the connection to RESP2. In RESP3 the acknowledgements are push messages, and Jedis decides whether to deliver
     * them to code that does not use the pub/sub classes of Jedis: on JDK 25.0.3, it dropped all of them.
     */
    private void speakResp2() {
        if (connection.getRedisProtocol() == RedisProtocol.RESP3) {
            var unused =
                    connection.executeCommand(new CommandArguments(Command.HELLO).add(RedisProtocol.RESP2.version()));
        }
    }

    /** Returns the pool of connections to the same server. */
    Pool<Connection> server() {
        return server;
    }

    /** Returns the timeout that the client has set, or the one that was given if the client would wait forever. */
    Duration timeout() {
        return timeout;
    }

    /** Writes a command. Returns when the operating system has taken it, which may be never if the server reads nothing. */
    void write(PendingCommand command) {
        if (!open) {
            throw new JedisConnectionException("the connection of the subscription is closed");
        }
        try {
            connection.sendCommand(command.toArguments());
            connection.getMany(0); // flushes and reads nothing
        } finally {
            if (!open) {
                disconnect(); // close() may have come before the write, which has opened it again
            }
        }
    }

    /** Waits for a reply. */
    @Nullable
    Object read() {
        return connection.getUnflushedObject();
    }

    /** Closes the connection, which ends reads and writes. Waits for neither. Idempotent. */
    void close() {
        open = false;
        disconnect();
    }

    private void disconnect() {
        try {
            connection.forceDisconnect();
        } catch (IOException e) {
            // Nothing more can be done to close it.
        }
    }
}
