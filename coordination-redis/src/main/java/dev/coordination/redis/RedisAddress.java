// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
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

    private final HostAndPort server;
    private final DefaultJedisClientConfig config;
    private final String masked;

    private RedisAddress(HostAndPort server, DefaultJedisClientConfig config, String masked) {
        this.server = server;
        this.config = config;
        this.masked = masked;
    }

    static RedisAddress of(URI uri) {
        UriParts parts = UriParts.of(Arguments.notNull(uri, "uri"));
        boolean tls = parts.scheme().equals("rediss");
        if (!tls && !parts.scheme().equals("redis")) {
            throw parts.mustHave("the scheme redis or rediss");
        }
        parts.checkSeparators();
        HostAndPort server = HostPort.parse(parts.servers(), DEFAULT_PORT, parts);
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder();
        if (tls) {
            config.sslOptions(SslOptions.builder()
                    .build()); // the default: the trust store of the JVM, and host name verification
        }
        database(config, parts);
        RedisCredentials credentials = UserInfo.credentials(parts);
        if (credentials != null) {
            config.credentials(credentials);
        }
        protocol(config, parts);
        return new RedisAddress(server, config.build(), parts.toString());
    }

    private static void database(DefaultJedisClientConfig.Builder config, UriParts uri) {
        String path = PercentEncoding.decode(uri.path(), "path", uri);
        if (!DATABASE.matcher(path).matches()) {
            throw uri.mustHave("no path, or a database number as its path");
        }
        if (path.length() > 1) {
            config.database(Integer.parseInt(path.substring(1)));
        }
    }

    private static void protocol(DefaultJedisClientConfig.Builder config, UriParts uri) {
        @Nullable String query = uri.query();
        if (query == null) {
            return;
        }
        switch (query) {
            case "protocol=2" -> config.protocol(RedisProtocol.RESP2);
            case "protocol=3" -> config.protocol(RedisProtocol.RESP3);
            default -> throw uri.mustHave("no query other than protocol=2 or protocol=3");
        }
    }

    HostAndPort server() {
        return server;
    }

    DefaultJedisClientConfig config() {
        return config;
    }

    /** Returns a new pool of connections to the server. It has not connected yet. */
    ConnectionPool pool() {
        return new ConnectionPool(server, config);
    }

    @Override
    public String toString() {
        return masked;
    }
}
