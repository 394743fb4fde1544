package dev.coordination.parity;

import java.net.URI;
import java.util.Map;

/**
 * A Redis that is there: one that was started for the tests, or one that the user named.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public interface RedisServer extends AutoCloseable {

    /**
     * The system property that says which Redis: {@code auto} (as if unset), {@code testcontainers}, {@code server},
     * {@code embedded}, or the URI of one that runs.
     */
    String PROPERTY = "coordination.redis";

    /** The system property that names the image that Testcontainers starts; {@code redis:8-alpine} unless set. */
    String IMAGE_PROPERTY = "coordination.redis.image";

    /**
     * Starts the Redis that the system property {@link #PROPERTY} asks for, or finds the one it names, and prints what that
     * is.
     *
     * <p>{@code auto} takes Testcontainers when Docker answers, else the {@code redis-server} on the {@code PATH}, else the
     * binary in the embedded-redis artifact. What is started listens on the loopback address, on a free port, keeps
     * nothing on disk, and ends with {@link #close} or with the JVM.
     *
     * @return the server
     * @throws IllegalArgumentException if the property has none of these values
     * @throws IllegalStateException if what it asks for is not to be had, or is older than Redis 6.2
     * @since 0.1.0
     */
    static RedisServer start() {
        return ServerChoice.ofThisMachine().start(System.getProperty(PROPERTY, ServerChoice.AUTO));
    }

    /**
     * Returns where it is. The URI of a server that the user named may carry a password: it is for clients, never for
     * print.
     *
     * @return a {@code redis://} or {@code rediss://} URI
     * @since 0.1.0
     */
    URI uri();

    /**
     * Returns what it is, such as {@code Redis 7.0.15 (Testcontainers, redis:7)}; no passwords.
     *
     * @return one line
     * @since 0.1.0
     */
    String description();

    /**
     * Returns what reports tell of it: {@code server}, {@code version} and {@code started}, as
     * {@link dev.coordination.junit.harness.CoordinationHarness#details} has it; empty unless overridden.
     *
     * @return the details; no passwords
     * @since 0.1.0
     */
    default Map<String, String> details() {
        return Map.of();
    }

    /**
     * Returns whether it was started for the tests; if not, it is the user's, and may hold what is not ours.
     *
     * @return whether it ends with {@link #close}
     * @since 0.1.0
     */
    boolean isOwned();

    /**
     * Stops the server when it is owned; one that the user named is left alone. Idempotent.
     *
     * @since 0.1.0
     */
    @Override
    void close();
}
