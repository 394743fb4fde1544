// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Makes connections that together lose exactly one reply: once the server has executed a write, the connection breaks
 * instead of returning the reply. An error reply is not lost, because the server has then changed nothing.
 */
final class LostReply extends ConnectionFactory {

    /** The commands of the adapter that change nothing. A script counts as a write. */
    static final Set<String> READS =
            Set.of("GET", "EXISTS", "PTTL", "SCAN", "HELLO", "CLIENT", "PING", "SCRIPT", "CLUSTER", "ASKING");

    private final HostAndPort server;
    private final JedisClientConfig config;
    private final AtomicBoolean lost = new AtomicBoolean();

    LostReply(HostAndPort server, JedisClientConfig config) {
        super(server, config);
        this.server = server;
        this.config = config;
    }

    @Override
    public PooledObject<Connection> makeObject() {
        return new DefaultPooledObject<>(new LosingConnection(server, config));
    }

    private final class LosingConnection extends Connection {

        LosingConnection(HostAndPort address, JedisClientConfig settings) {
            super(address, settings);
        }

        @Override
        public Object executeCommand(CommandArguments command) {
            Object reply = super.executeCommand(command);
            String name = new String(command.getCommand().getRaw(), UTF_8).toUpperCase(Locale.ROOT);
            if (!READS.contains(name) && lost.compareAndSet(false, true)) {
                breakOff();
                throw new JedisConnectionException("the connection broke before the reply to " + name + " arrived");
            }
            return reply;
        }

        private void breakOff() {
            try {
                forceDisconnect();
            } catch (IOException e) {
                throw new JedisConnectionException(e);
            }
        }
    }
}
