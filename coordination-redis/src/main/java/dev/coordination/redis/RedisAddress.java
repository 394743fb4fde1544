// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.SslOptions;

/**
 * The address of a server and the credentials for it, parsed from
 * {@code redis[s]://[[user]:password@]host[:port][/db][?protocol=2|3]}.
 */
final class RedisAddress {

    private static final int DEFAULT_PORT = 6379;
    private static final int LAST_PORT = 65_535;
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
        Arguments.notNull(uri, "uri");
        String scheme = uri.getScheme();
        if (!"redis".equalsIgnoreCase(scheme) && !"rediss".equalsIgnoreCase(scheme)) {
            throw refused("the scheme redis or rediss", uri);
        }
        String host = uri.getHost();
        if (host == null) {
            throw refused("a host", uri);
        }
        if (uri.getPort() > LAST_PORT) {
            throw refused("a port of at most " + LAST_PORT, uri);
        }
        String path = uri.getPath() == null ? "" : uri.getPath();
        if (!DATABASE.matcher(path).matches()) {
            throw refused("no path, or a database number as its path", uri);
        }
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder();
        if ("rediss".equalsIgnoreCase(scheme)) {
            config.sslOptions(SslOptions.builder()
                    .build()); // the default: the trust store of the JVM, and host name verification
        }
        if (path.length() > 1) {
            config.database(Integer.parseInt(path.substring(1)));
        }
        logIn(config, uri);
        protocol(config, uri);
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new RedisAddress(new HostAndPort(host, port), config.build(), masked(uri));
    }

    private static void logIn(DefaultJedisClientConfig.Builder config, URI uri) {
        String userInfo = uri.getUserInfo();
        if (userInfo == null) {
            return;
        }
        int colon = userInfo.indexOf(':');
        if (colon < 0) {
            throw refused("user:password or :password before the host", uri);
        }
        if (colon > 0) {
            config.user(userInfo.substring(0, colon));
        }
        config.password(userInfo.substring(colon + 1));
    }

    private static void protocol(DefaultJedisClientConfig.Builder config, URI uri) {
        String query = uri.getQuery();
        if (query == null) {
            return;
        }
        switch (query) {
            case "protocol=2" -> config.protocol(RedisProtocol.RESP2);
            case "protocol=3" -> config.protocol(RedisProtocol.RESP3);
            default -> throw refused("no query other than protocol=2 or protocol=3", uri);
        }
    }

    private static IllegalArgumentException refused(String rule, URI uri) {
        return new IllegalArgumentException("uri must have " + rule + ", but was " + masked(uri));
    }

    /** Returns a URI without its user info and query, even if {@link URI} did not recognize the user info. */
    static String masked(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme() + ":";
        @Nullable String authority = uri.getRawAuthority();
        if (authority == null) {
            return scheme + "***";
        }
        int at = authority.lastIndexOf('@');
        String server = at < 0 ? authority : "***" + authority.substring(at);
        return scheme + "//" + server + (uri.getRawPath() == null ? "" : uri.getRawPath());
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
