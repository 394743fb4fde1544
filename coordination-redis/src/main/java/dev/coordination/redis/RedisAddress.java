// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisCredentials;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.SslOptions;

/**
 * The address of a server and the credentials for it, parsed from
 * {@code redis[s]://[[user]:password@]host[:port][/db][?protocol=2|3]}.
 */
final class RedisAddress {

    private static final int DEFAULT_PORT = 6379;
    private static final Pattern DATABASE = Pattern.compile("(/[0-9]{0,9})?");

    private final UriParts uri;
    private final HostAndPort server;
    private final boolean tls;
    private final int database;
    private final @Nullable RedisCredentials credentials;
    private final @Nullable RedisProtocol protocol;

    private RedisAddress(UriParts uri) {
        this.uri = uri;
        this.tls = uri.scheme().equals("rediss");
        if (!tls && !uri.scheme().equals("redis")) {
            throw uri.mustHave("the scheme redis or rediss");
        }
        uri.checkSeparators();
        this.server = HostPort.parse(uri.servers(), DEFAULT_PORT, uri);
        this.database = database(uri);
        this.credentials = UserInfo.credentials(uri);
        this.protocol = protocol(uri);
    }

    static RedisAddress of(URI uri) {
        return new RedisAddress(UriParts.of(Arguments.notNull(uri, "uri")));
    }

    private static int database(UriParts uri) {
        String path = PercentEncoding.decode(uri.path(), "path", uri);
        if (!DATABASE.matcher(path).matches()) {
            throw uri.mustHave("no path, or a database number as its path");
        }
        return path.length() > 1 ? Integer.parseInt(path.substring(1)) : 0;
    }

    private static @Nullable RedisProtocol protocol(UriParts uri) {
        String query = uri.query();
        if (query == null) {
            return null;
        }
        return switch (query) {
            case "protocol=2" -> RedisProtocol.RESP2;
            case "protocol=3" -> RedisProtocol.RESP3;
            default -> throw uri.mustHave("no query other than protocol=2 or protocol=3");
        };
    }

    HostAndPort server() {
        return server;
    }

    /** Returns whether connections use TLS. */
    boolean usesTls() {
        return tls;
    }

    /** Returns whether the URI contains credentials. */
    boolean hasCredentials() {
        return credentials != null;
    }

    /** Returns what a connection to the server needs. */
    JedisClientConfig config(ConnectionSettings settings) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(millis(settings.connectionTimeout()))
                .socketTimeoutMillis(millis(settings.socketTimeout()))
                .database(database);
        if (protocol != null) {
            config.protocol(protocol);
        }
        if (settings.clientName() != null) {
            config.clientName(settings.clientName());
        }
        if (tls) {
            SslOptions options = settings.sslOptions();
            config.sslOptions(options == null ? SslOptions.builder().build() : options);
        }
        if (settings.credentialsProvider() != null) {
            config.credentialsProvider(new CallersCredentials(settings.credentialsProvider()));
        } else if (credentials != null) {
            config.credentials(credentials);
        }
        return config.build();
    }

    /** Rounds up, because Jedis counts in milliseconds, and 0 means no timeout. */
    private static int millis(Duration timeout) {
        return (int) timeout.plusNanos(999_999).toMillis();
    }

    /** Returns a new pool of connections to the server. It has not connected yet. */
    ConnectionPool pool(ConnectionSettings settings) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig(); // regularly checks and evicts idle connections
        pool.setMaxTotal(settings.poolSize());
        pool.setMaxIdle(settings.poolSize());
        pool.setMaxWait(settings.socketTimeout());
        return new ConnectionPool(new IdleCheckingFactory(server, config(settings)), pool);
    }

    /** Returns the URI without its secrets. */
    @Override
    public String toString() {
        return uri.toString();
    }
}
