// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

/**
 * Starts or finds a Redis server for tests. System properties select which one.
 *
 * @since 0.1.0
 */
public final class RedisServers {

    /**
     * The system property that selects the server: {@code auto} (the default), {@code testcontainers}, {@code server},
     * {@code embedded}, {@code sentinel}, {@code cluster}, or the URI of a running server.
     */
    public static final String PROPERTY = "coordination.redis";

    /** The system property for the image that Testcontainers starts. The default is {@code redis:8-alpine}. */
    public static final String IMAGE_PROPERTY = "coordination.redis.image";

    private RedisServers() {}

    /**
     * Starts or finds the server that the system property {@link #PROPERTY} selects, and prints a line that describes it.
     *
     * <p>{@code auto} uses Testcontainers if Docker is available, else the {@code redis-server} on the {@code PATH}, else
     * the binary in the embedded-redis artifact. {@code sentinel} starts a master, two replicas and three sentinels, and
     * {@code cluster} starts three masters with a replica each, from one of these two binaries, in the same order. A server
     * that this method starts listens on a free loopback port, saves nothing to disk, and stops on {@link RedisServer#close}
     * or when the JVM exits.
     *
     * @return the server
     * @throws IllegalArgumentException if the property has any other value
     * @throws IllegalStateException if the server is not available, or is older than Redis 6.2
     * @since 0.1.0
     */
    public static RedisServer start() {
        return ServerChoice.ofThisMachine().start(System.getProperty(PROPERTY, ServerChoice.AUTO));
    }
}
