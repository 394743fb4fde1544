// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.net.URI;
import java.util.Map;

/**
 * A running Redis server, or servers that work together: either started for the tests, or named by the user.
 *
 * <p>Instances are returned by {@link RedisServers#start} and are thread-safe.
 *
 * @since 0.1.0
 */
public interface RedisServer extends AutoCloseable {

    /**
     * Returns the URI of the server. If the user named the server, the URI may contain a password: pass it to clients, but do
     * not print it. {@link ServerAddress} parses it for Jedis.
     *
     * @return a {@code redis://} or {@code rediss://} URI; with Sentinel, a {@code redis-sentinel://} URI of all sentinels,
     *     separated by commas, whose path is the name of the master; for a cluster, a {@code redis-cluster://} URI of all
     *     nodes, separated by commas
     * @since 0.1.0
     */
    URI uri();

    /**
     * Returns how the servers work together, according to the scheme of {@link #uri}.
     *
     * @return the kind
     * @since 0.1.0
     */
    default ServerKind kind() {
        return ServerKind.of(uri());
    }

    /**
     * Describes the server, for example {@code Redis 7.0.15 (Testcontainers, redis:7)}. The text contains no password.
     *
     * @return one line
     * @since 0.1.0
     */
    String description();

    /**
     * Returns what a report shows about the server, under the names {@code server}, {@code version} and {@code started}. The
     * default implementation returns an empty map.
     *
     * @return the details, without passwords
     * @since 0.1.0
     */
    default Map<String, String> details() {
        return Map.of();
    }

    /**
     * Returns whether the server was started for the tests. Any other server belongs to the user and may hold the
     * user's data.
     *
     * @return whether {@link #close} stops it
     * @since 0.1.0
     */
    boolean isOwned();

    /**
     * Stops the server if it is owned; a server that the user named keeps running. Idempotent.
     *
     * @since 0.1.0
     */
    @Override
    void close();
}
