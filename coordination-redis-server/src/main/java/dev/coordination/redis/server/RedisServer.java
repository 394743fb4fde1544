// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.net.URI;
import java.util.Map;

/**
 * A running Redis: either one that was started for the tests, or one that the user named.
 *
 * <p>Thread-safe. {@link RedisServers#start} returns one.
 *
 * @since 0.1.0
 */
public interface RedisServer extends AutoCloseable {

    /**
     * Returns where the server is. The URI of a server that the user named may contain a password: pass it to clients, never
     * print it.
     *
     * @return a {@code redis://} or {@code rediss://} URI
     * @since 0.1.0
     */
    URI uri();

    /**
     * Describes the server, for example {@code Redis 7.0.15 (Testcontainers, redis:7)}. The text contains no password.
     *
     * @return one line
     * @since 0.1.0
     */
    String description();

    /**
     * Returns what a report shows about the server: {@code server}, {@code version} and {@code started}. Empty unless
     * overridden.
     *
     * @return the details, without passwords
     * @since 0.1.0
     */
    default Map<String, String> details() {
        return Map.of();
    }

    /**
     * Returns whether the server was started for the tests. A server that was not belongs to the user, and may hold other
     * data.
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
