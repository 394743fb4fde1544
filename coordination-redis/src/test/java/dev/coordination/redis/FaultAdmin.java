// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.SafeEncoder;

/**
 * An independent connection to a server, as another user than that of the handles. If it is lost, it is replaced, so it must not
 * send what cannot be repeated. Not thread-safe.
 */
final class FaultAdmin implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final IntSupplier port;
    private @Nullable Connection connection;
    private int connectedTo;

    FaultAdmin(IntSupplier port) {
        this.port = port;
    }

    /** Sends a command. Returns a string, a number, null or a list of them. */
    @Nullable
    Object call(String... words) {
        try {
            return send(words);
        } catch (JedisConnectionException e) {
            close();
            return send(words);
        }
    }

    private @Nullable Object send(String... words) {
        CommandArguments arguments = new CommandArguments(() -> Utf8.bytes(words[0]));
        for (int i = 1; i < words.length; i++) {
            arguments.add(words[i]);
        }
        return text(connection().executeCommand(arguments));
    }

    long number(String... words) {
        return call(words) instanceof Long number ? number : -1;
    }

    String string(String... words) {
        return String.valueOf(call(words));
    }

    List<?> list(String... words) {
        return call(words) instanceof List<?> list ? list : List.of();
    }

    private Connection connection() {
        Connection open = connection;
        if (open != null && connectedTo == port.getAsInt()) {
            return open;
        }
        close();
        connectedTo = port.getAsInt();
        open = connect(connectedTo, TIMEOUT_MILLIS);
        connection = open;
        return open;
    }

    /** Opens a connection that speaks RESP2. */
    static Connection connect(int port, int timeoutMillis) {
        return new Connection(
                new HostAndPort("127.0.0.1", port),
                DefaultJedisClientConfig.builder()
                        .timeoutMillis(timeoutMillis)
                        .protocol(RedisProtocol.RESP2)
                        .build());
    }

    private static @Nullable Object text(@Nullable Object reply) {
        if (reply instanceof List<?> list) {
            List<@Nullable Object> texts = new ArrayList<>();
            list.forEach(element -> texts.add(text(element)));
            return texts;
        }
        return reply instanceof byte[] bytes ? SafeEncoder.encode(bytes) : reply;
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (RuntimeException e) {
                // It was lost.
            }
            connection = null;
        }
    }
}
