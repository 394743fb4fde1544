// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.SafeEncoder;

/** Sends commands to one server, each on a connection of its own, so that it does not matter if the server is restarted. */
record ServerCommands(HostAndPort address) {

    /** Long, because machines that run tests are busy; only a call that fails waits this long. */
    private static final int TIMEOUT_MILLIS = 10_000;

    /** The replies of RESP3 have other types. */
    private static final JedisClientConfig CONFIG = DefaultJedisClientConfig.builder()
            .protocol(RedisProtocol.RESP2)
            .timeoutMillis(TIMEOUT_MILLIS)
            .build();

    /**
     * Returns the reply: a string, a number, or a list of replies.
     *
     * @throws JedisException if the reply is an error, or the server does not respond
     */
    Object call(String command, String... arguments) {
        try (Connection connection = new Connection(address, CONFIG)) {
            connection.sendCommand(() -> SafeEncoder.encode(command), arguments);
            return SafeEncoder.encodeObject(connection.getOne());
        }
    }

    /** Returns the reply, which is a string. */
    String text(String command, String... arguments) {
        return (String) call(command, arguments);
    }

    /** Returns the reply, which is a list, as strings. */
    List<String> list(String command, String... arguments) {
        return ((List<?>) call(command, arguments))
                .stream().map(String::valueOf).toList();
    }
}
