// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

/**
 * Starts or finds a Redis for tests, as system properties ask for it.
 *
 * @since 0.1.0
 */
public final class RedisServers {

    /**
     * The system property that selects the Redis: {@code auto} (the default), {@code testcontainers}, {@code server},
     * {@code embedded}, or the URI of a running one.
     */
    public static final String PROPERTY = "coordination.redis";

    /** The system property that names the image that Testcontainers starts; {@code redis:8-alpine} by default. */
    public static final String IMAGE_PROPERTY = "coordination.redis.image";

    private RedisServers() {}

    /**
     * Starts the Redis that the system property {@link #PROPERTY} asks for, or finds the one that it names, and prints which
     * one that is.
     *
     * <p>{@code auto} takes Testcontainers if Docker answers, else the {@code redis-server} on the {@code PATH}, else the
     * binary in the embedded-redis artifact. A server that is started listens on a free port of the loopback address, keeps
     * nothing on disk, and stops on {@link RedisServer#close} or with the JVM.
     *
     * @return the server
     * @throws IllegalArgumentException if the property has none of these values
     * @throws IllegalStateException if no such server is available, or it is older than Redis 6.2
     * @since 0.1.0
     */
    public static RedisServer start() {
        return ServerChoice.ofThisMachine().start(System.getProperty(PROPERTY, ServerChoice.AUTO));
    }
}
