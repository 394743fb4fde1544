// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.regex.Pattern;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.HostAndPort;

/**
 * The address of a server and the credentials for it, parsed from
 * {@code redis[s]://[[user]:password@]host[:port][/db][?protocol=2|3]}.
 */
final class RedisAddress extends ServerUri {

    private static final int DEFAULT_PORT = 6379;
    private static final Pattern DATABASE = Pattern.compile("(/[0-9]{0,9})?");

    private final HostAndPort server;
    private final int database;

    RedisAddress(UriParts uri) {
        super(uri, uri.scheme().equals("rediss"));
        this.server = HostPort.parse(uri.servers(), DEFAULT_PORT, uri);
        this.database = database(uri);
    }

    private static int database(UriParts uri) {
        String path = PercentEncoding.decode(uri.path(), "path", uri);
        if (!DATABASE.matcher(path).matches()) {
            throw uri.mustHave("no path, or a database number as its path");
        }
        return path.length() > 1 ? Integer.parseInt(path.substring(1)) : 0;
    }

    HostAndPort server() {
        return server;
    }

    @Override
    int database() {
        return database;
    }

    @Override
    PoolSource source(ConnectionSettings settings) {
        return PoolSource.owned(pool(settings));
    }

    /** Returns a new pool of connections to the server. It has not connected yet. */
    ConnectionPool pool(ConnectionSettings settings) {
        return new LazyPool(new IdleCheckingFactory(server, config(settings)), poolConfig(settings));
    }
}
