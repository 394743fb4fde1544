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
 * Coordination on a Redis server, 6.2 or later, through Jedis 7.0 or later.
 *
 * <p>Handles with the same namespace on the same server and database see the same data; two namespaces see nothing of each
 * other, whatever the names (G-07). Pub/sub alone does not know databases: handles of one namespace on two databases of one
 * server hear each other.
 *
 * <p>Every operation is one round trip, one more when the server has lost a script; subscribing and deleting by pattern
 * take several. Nothing is ever repeated: a call whose connection breaks is a
 * {@link dev.coordination.CoordinationUnavailableException}, and the call after it takes a new connection.
 *
 * <p>Each subscription has one connection of its own beside the client's pool, and a thread that reads it.
 *
 * @since 0.1.0
 */
public final class RedisCoordination {

    private RedisCoordination() {}

    /**
     * Returns a handle on a server, with the defaults of {@link Builder}. Its connections are made when they are needed: a
     * server that is not there shows in the first operation.
     *
     * @param uri {@code redis[s]://[[user]:password@]host[:port][/database][?protocol=2|3]}
     * @param namespace whose data: 1 to 64 of the characters A-Z, a-z, 0-9, '.', '_' and '-'
     * @return a handle, to be closed by the caller, and its connections with it
     * @throws IllegalArgumentException if the URI is none of a Redis server, or the namespace is refused
     * @throws IllegalStateException if the Jedis on the class path is older than 7.0
     * @since 0.1.0
     */
    public static DistributedCoordination connect(URI uri, String namespace) {
        return builder(uri, namespace).build();
    }

    /**
     * Returns a builder of handles that use the caller's client and leave it open; several may share one.
     *
     * <p>The commands go over the connections of its pool, those of subscriptions are made as the pool makes its own. Whether
     * its kind is refused shows in {@link Builder#build}. Jedis has this client since 7.2; on 7.0 and 7.1 use
     * {@link #builder(URI, String)}.
     *
     * @param client a plain client of one server
     * @param namespace whose data: 1 to 64 of the characters A-Z, a-z, 0-9, '.', '_' and '-'
     * @return a builder
     * @throws IllegalArgumentException if the namespace is refused
     * @throws IllegalStateException if the Jedis on the class path is older than 7.0
     * @since 0.1.0
     */
    public static Builder builder(RedisClient client, String namespace) {
        JedisVersion.check();
        Arguments.notNull(client, "client");
        return new Builder(() -> PlainClient.pool(client), false, namespace, "the client's");
    }

    /**
     * Returns a builder of handles that own their connections.
     *
     * @param uri {@code redis[s]://[[user]:password@]host[:port][/database][?protocol=2|3]}
     * @param namespace whose data: 1 to 64 of the characters A-Z, a-z, 0-9, '.', '_' and '-'
     * @return a builder
     * @throws IllegalArgumentException if the URI is none of a Redis server, or the namespace is refused
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
         * Sets how many messages a subscription buffers before it overflows (S-08). 1,024 unless set.
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
         * Sets how often a subscription makes sure that its connection is alive; one that died without a word is noticed
         * within two intervals (S-12). 5 seconds unless set.
         *
         * @param interval at least 10 milliseconds and at most an hour
         * @return this builder
         * @throws IllegalArgumentException if it is shorter or longer
         * @since 0.1.0
         */
        public Builder livenessInterval(Duration interval) {
            settings = settings.withLivenessInterval(interval);
            return this;
        }

        /**
         * Sets who gets what a listener throws (S-09), on the thread that called the listener. The uncaught exception
         * handler of that thread unless set.
         *
         * @param handler called with each exception; what it throws itself goes to the uncaught exception handler
         * @return this builder
         * @since 0.1.0
         */
        public Builder onListenerError(Consumer<? super Throwable> handler) {
            settings = settings.withOnListenerError(handler);
            return this;
        }

        /**
         * Sets the listener that receives every call on a handle, on its subscriptions and of their listeners, as described in
         * {@link ObservedCoordination}; none unless set. Calls are timed by the system's clock, and the name of
         * the handle is its namespace.
         *
         * @param listener the listener; called by several threads at once
         * @return this builder
         * @since 0.1.0
         */
        public Builder onCall(Consumer<? super CoordinationCall> listener) {
            settings = settings.withOnCall(listener);
            return this;
        }

        /**
         * Returns a new handle; nothing is connected yet.
         *
         * @return a handle, to be closed by the caller
         * @throws IllegalArgumentException if the client is of a kind on which the rules cannot be kept: for a cluster, with
         *     another connection provider or command executor than the default, with client-side caching, with reads from
         *     replicas
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
