// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisCredentials;
import redis.clients.jedis.SslOptions;

/**
 * The settings of connections that the adapter makes itself, to a server that a URI names.
 *
 * @param socketTimeout limits the wait for a reply, and the wait for a connection of the pool
 * @param clientName the name of the connections on the server, or null if they have none
 * @param sslOptions null for the defaults of Jedis
 * @param credentialsProvider null if the credentials are in the URI, or if there are none
 */
record ConnectionSettings(
        Duration connectionTimeout,
        Duration socketTimeout,
        int poolSize,
        @Nullable String clientName,
        @Nullable SslOptions sslOptions,
        @Nullable Supplier<RedisCredentials> credentialsProvider) {

    /** The timeouts and the size are those of Jedis. */
    static final ConnectionSettings DEFAULTS =
            new ConnectionSettings(Duration.ofSeconds(2), Duration.ofSeconds(2), 8, null, null, null);

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    /** What {@code CLIENT SETNAME} accepts. */
    private static final Pattern CLIENT_NAME = Pattern.compile("[!-~]+");

    ConnectionSettings withConnectionTimeout(Duration timeout) {
        return new ConnectionSettings(
                checked(timeout), socketTimeout, poolSize, clientName, sslOptions, credentialsProvider);
    }

    ConnectionSettings withSocketTimeout(Duration timeout) {
        return new ConnectionSettings(
                connectionTimeout, checked(timeout), poolSize, clientName, sslOptions, credentialsProvider);
    }

    private static Duration checked(Duration timeout) {
        Arguments.notNull(timeout, "timeout");
        if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "timeout must be at least 1 millisecond and at most an hour, but was " + timeout);
        }
        return timeout;
    }

    ConnectionSettings withPoolSize(int connections) {
        if (connections <= 0) {
            throw new IllegalArgumentException("poolSize must be positive, but was " + connections);
        }
        return new ConnectionSettings(
                connectionTimeout, socketTimeout, connections, clientName, sslOptions, credentialsProvider);
    }

    ConnectionSettings withClientName(String name) {
        if (!CLIENT_NAME.matcher(Arguments.notNull(name, "name")).matches()) {
            throw new IllegalArgumentException(
                    "clientName must be printable ASCII without spaces, and not empty, but was "
                            + Arguments.quoted(name));
        }
        return new ConnectionSettings(
                connectionTimeout, socketTimeout, poolSize, name, sslOptions, credentialsProvider);
    }

    ConnectionSettings withSslOptions(SslOptions options) {
        return new ConnectionSettings(
                connectionTimeout,
                socketTimeout,
                poolSize,
                clientName,
                Arguments.notNull(options, "options"),
                credentialsProvider);
    }

    ConnectionSettings withCredentialsProvider(Supplier<RedisCredentials> provider) {
        return new ConnectionSettings(
                connectionTimeout,
                socketTimeout,
                poolSize,
                clientName,
                sslOptions,
                Arguments.notNull(provider, "provider"));
    }
}
