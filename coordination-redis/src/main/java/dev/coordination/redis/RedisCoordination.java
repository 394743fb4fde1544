// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import dev.coordination.CoordinationCall;
import dev.coordination.DistributedCoordination;
import dev.coordination.ObservedCoordination;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.util.Pool;

/**
 * Coordination on a Redis server, version 6.2 or later, with Jedis 7.0 or later.
 *
 * <p>Handles with the same namespace on the same server and database see the same data. Handles with different namespaces
 * share nothing (G-07). Pub/sub ignores the database: handles with the same namespace on different databases of one
 * server receive each other's messages.
 *
 * <p>Most operations take one round trip, or two if the server has lost a script. Subscribing and deleting by pattern
 * may take several. Nothing is retried: if the connection breaks during a call, the call throws a
 * {@link dev.coordination.CoordinationUnavailableException}, and the next call uses a new connection.
 *
 * <p>Subscriptions use connections outside the client's pool, each with a thread that reads from it. Up to 256 subscriptions
 * of a handle share a connection, unless they have a topic in common: 10,000 subscriptions to different channels need 40
 * connections, and 10,000 to one channel need 10,000. If a connection is lost, all its subscriptions end (S-12). A new
 * subscription that gets no answer on a shared connection is tried once more, on a connection of its own.
 *
 * <p>Each handle with subscriptions has one more channel, whose name begins with the namespace and {@code :q:}, and publishes to
 * it at each {@linkplain Builder#livenessInterval liveness interval}. A user who has no right to that channel can subscribe and
 * publish nevertheless.
 *
 * @since 0.1.0
 */
public final class RedisCoordination {

    private RedisCoordination() {}

    /**
     * Returns a handle on a server, with the defaults of {@link Builder}. It connects when it is first used: if there is no
     * server, the first operation fails.
     *
     * @param uri {@code redis[s]://[[user]:password@]host[:port][/database][?protocol=2|3]}
     * @param namespace the namespace of the data: 1 to 64 of the characters A-Z, a-z, 0-9, '.', '_' and '-'
     * @return a new handle; the caller must close it, which closes its connections
     * @throws IllegalArgumentException if the URI is not a valid Redis URI, or the namespace is invalid
     * @throws IllegalStateException if the Jedis on the class path is older than 7.0
     * @since 0.1.0
     */
    public static DistributedCoordination connect(URI uri, String namespace) {
        return builder(uri, namespace).build();
    }

    /**
     * Returns a builder of handles that use the caller's client and do not close it. Several handles may share a client.
     *
     * <p>Commands use the connections of the client's pool. Subscriptions use new connections that the pool's factory creates.
     * {@link Builder#build} refuses clients of unsupported kinds. {@code RedisClient} was added in Jedis 7.2; with 7.0 and 7.1,
     * use {@link #builder(URI, String)}.
     *
     * @param client a client of one server, with the default connection provider and command executor
     * @param namespace the namespace of the data: 1 to 64 of the characters A-Z, a-z, 0-9, '.', '_' and '-'
     * @return a builder
     * @throws IllegalArgumentException if the namespace is invalid
     * @throws IllegalStateException if the Jedis on the class path is older than 7.0
     * @since 0.1.0
     */
    public static Builder builder(RedisClient client, String namespace) {
        JedisVersion.check();
        Arguments.notNull(client, "client");
        return new Builder(() -> PlainClient.pool(client), false, namespace, "the client's");
    }

    /**
     * Returns a builder of handles that own their connections: closing a handle closes them.
     *
     * @param uri {@code redis[s]://[[user]:password@]host[:port][/database][?protocol=2|3]}
     * @param namespace the namespace of the data: 1 to 64 of the characters A-Z, a-z, 0-9, '.', '_' and '-'
     * @return a builder
     * @throws IllegalArgumentException if the URI is not a valid Redis URI, or the namespace is invalid
     * @throws IllegalStateException if the Jedis on the class path is older than 7.0
     * @since 0.1.0
     */
    public static Builder builder(URI uri, String namespace) {
        JedisVersion.check();
        RedisAddress address = RedisAddress.of(uri);
        return new Builder(address::pool, true, namespace, address.toString());
    }

    /**
     * Builds handles. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {

        private final Supplier<Pool<Connection>> pool;
        private final boolean ownsPool;
        private final Namespace namespace;
        private final String server;
        private Settings settings = Settings.DEFAULTS;

        private Builder(Supplier<Pool<Connection>> pool, boolean ownsPool, String namespace, String server) {
            this.pool = pool;
            this.ownsPool = ownsPool;
            this.namespace = Namespace.of(namespace);
            this.server = server;
        }

        /**
         * Sets how many messages a subscription buffers before it overflows (S-08). The default is 1,024.
         *
         * @param messages the number of messages
         * @return this builder
         * @throws IllegalArgumentException if it is zero or less
         * @since 0.1.0
         */
        public Builder subscriptionBuffer(int messages) {
            settings = settings.withSubscriptionBuffer(messages);
            return this;
        }

        /**
         * Sets how often the connections of subscriptions are checked. A connection that dies silently is noticed within two
         * intervals, and its subscriptions end (S-12). One that leads to another server than the one to which the handle
         * publishes, for example to the former master after a fail-over, is noticed within four. The default is 5 seconds.
         *
         * @param interval at least 10 milliseconds and at most an hour
         * @return this builder
         * @throws IllegalArgumentException if it is outside that range
         * @since 0.1.0
         */
        public Builder livenessInterval(Duration interval) {
            settings = settings.withLivenessInterval(interval);
            return this;
        }

        /**
         * Sets the handler of exceptions that message listeners throw (S-09). It is called on the thread that called the
         * listener. By default, the uncaught exception handler of that thread is called.
         *
         * @param handler called with each exception; if it throws, the uncaught exception handler is called
         * @return this builder
         * @since 0.1.0
         */
        public Builder onListenerError(Consumer<? super Throwable> handler) {
            settings = settings.withOnListenerError(handler);
            return this;
        }

        /**
         * Sets a listener that is notified of every call on a handle and on its subscriptions, and of every call to their
         * listeners, as described in {@link ObservedCoordination}. There is no such listener by default. Calls are timed by
         * the system clock, and the name of the handle is its namespace.
         *
         * @param listener the listener; may be called by several threads at once
         * @return this builder
         * @since 0.1.0
         */
        public Builder onCall(Consumer<? super CoordinationCall> listener) {
            settings = settings.withOnCall(listener);
            return this;
        }

        /**
         * Returns a new handle. It connects when it is first used.
         *
         * @return a new handle; the caller must close it
         * @throws IllegalArgumentException if the client is of a kind that cannot follow the rules: one for a cluster,
         *     or one with a custom connection provider or command executor, with client-side caching, or with reads
         *     from replicas
         * @since 0.1.0
         */
        public DistributedCoordination build() {
            DistributedCoordination handle = new RedisHandle(pool.get(), ownsPool, namespace, server, settings);
            Consumer<? super CoordinationCall> onCall = settings.onCall();
            return onCall == null
                    ? handle
                    : ObservedCoordination.of(handle, namespace.toString(), Clock.systemUTC(), onCall);
        }
    }
}
