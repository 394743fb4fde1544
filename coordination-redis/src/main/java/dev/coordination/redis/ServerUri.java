// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisCredentials;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.SslOptions;

/** What a URI says about the servers of a handle. Subclasses add the addresses. */
abstract class ServerUri {

    private final UriParts uri;
    private final boolean tls;
    private final @Nullable RedisCredentials credentials;
    private final @Nullable RedisProtocol protocol;

    ServerUri(UriParts uri, boolean tls) {
        this.uri = uri;
        this.tls = tls;
        uri.checkSeparators();
        this.credentials = UserInfo.credentials(uri);
        this.protocol = protocol(uri);
    }

    static ServerUri of(URI uri) {
        UriParts parts = UriParts.of(Arguments.notNull(uri, "uri"));
        return switch (parts.scheme()) {
            case "redis", "rediss" -> new RedisAddress(parts);
            case "redis-sentinel", "rediss-sentinel" -> new SentinelAddress(parts);
            default -> throw parts.mustHave("the scheme redis, rediss, redis-sentinel or rediss-sentinel");
        };
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

    /** Returns a new source of connections, which the handle must close. It has not connected yet. */
    abstract PoolSource source(ConnectionSettings settings);

    /** Returns the number of the database. */
    abstract int database();

    /** Returns whether connections use TLS. */
    boolean usesTls() {
        return tls;
    }

    /** Returns whether the URI contains credentials. */
    boolean hasCredentials() {
        return credentials != null;
    }

    /** Returns what a connection to a server with data needs. */
    JedisClientConfig config(ConnectionSettings settings) {
        DefaultJedisClientConfig.Builder config = plainConfig(settings).database(database());
        if (protocol != null) {
            config.protocol(protocol);
        }
        if (settings.clientName() != null) {
            config.clientName(settings.clientName());
        }
        if (settings.credentialsProvider() != null) {
            config.credentialsProvider(new CallersCredentials(settings.credentialsProvider()));
        } else if (credentials != null) {
            config.credentials(credentials);
        }
        return config.build();
    }

    /** Returns the timeouts and TLS. */
    DefaultJedisClientConfig.Builder plainConfig(ConnectionSettings settings) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(millis(settings.connectionTimeout()))
                .socketTimeoutMillis(millis(settings.socketTimeout()));
        if (tls) {
            SslOptions options = settings.sslOptions();
            config.sslOptions(options == null ? SslOptions.builder().build() : options);
        }
        return config;
    }

    /** Rounds up, because Jedis counts in milliseconds, and 0 means no timeout. */
    private static int millis(Duration timeout) {
        return (int) timeout.plusNanos(999_999).toMillis();
    }

    /** Returns the limits of a pool, whose idle connections are regularly checked and evicted. */
    static ConnectionPoolConfig poolConfig(ConnectionSettings settings) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(settings.poolSize());
        pool.setMaxIdle(settings.poolSize());
        pool.setMaxWait(settings.socketTimeout());
        return pool;
    }

    /** Returns the URI without its secrets. */
    @Override
    public String toString() {
        return uri.toString();
    }
}
