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
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisCredentials;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;

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
     * <p>With Sentinel, the URI is {@code redis[s]-sentinel://[[user]:password@]host[:port][,host[:port]...]/master[/database]}. It
     * names any of the sentinels (the default port is 26379) and the master that they watch. The handle then follows that master,
     * as with a {@code RedisSentinelClient}; this needs Jedis 7.2. The user and the password are those of the master and its
     * replicas. Sentinels that need a password need a {@code RedisSentinelClient}.
     *
     * <p>In the user name, the password and the host, characters other than letters, digits and {@code -._~!$&'()*+,;=} must be
     * percent-encoded; in the password, a colon and an {@code @} need not be. No message shows the user, the password or the
     * query.
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
     *
     * <p>With a {@code RedisSentinelClient}, handles follow the master that the sentinels name. When it changes, the next call goes
     * to the new master. A call that is in progress throws a {@link dev.coordination.CoordinationUnavailableException}, because the
     * new master may not have its effect, and every subscription is lost (S-12).
     *
     * <p>With a {@code RedisClusterClient}, handles follow the keys to the nodes that have them. They send commands themselves
     * rather than through the client's executor, which would repeat writes; its {@code maxAttempts} has no effect. While a slot is
     * being moved to another node, elections and members in that slot may be unavailable, and deletion by pattern is. All channels of
     * a namespace are in one slot, and need Redis 7.0 (sharded channels). Subscriptions to patterns throw an
     * {@link UnsupportedOperationException} (G-08).
     *
     * <p>{@link Builder#build} refuses clients of other kinds, for example {@code MultiDbClient}, which repeats calls that failed.
     *
     * @param client a {@code RedisClient}, {@code RedisSentinelClient} or {@code RedisClusterClient} (Jedis 7.2 or later), a
     *     {@code JedisPooled} (before Jedis 8) or a {@code JedisCluster}, with the default connection provider and command
     *     executor
     * @param namespace the namespace of the data: 1 to 64 of the characters A-Z, a-z, 0-9, '.', '_' and '-'
     * @return a builder
     * @throws IllegalArgumentException if the namespace is invalid
     * @throws IllegalStateException if the Jedis on the class path is older than 7.0
     * @since 0.1.0
     */
    public static Builder builder(UnifiedJedis client, String namespace) {
        JedisVersion.check();
        Arguments.notNull(client, "client");
        return new Builder(settings -> CallerClient.source(client), null, namespace, "the client's");
    }

    /**
     * Returns a builder of handles that own their connections: closing a handle closes them.
     *
     * @param uri {@code redis[s]://[[user]:password@]host[:port][/database][?protocol=2|3]}, as in {@link #connect}
     * @param namespace the namespace of the data: 1 to 64 of the characters A-Z, a-z, 0-9, '.', '_' and '-'
     * @return a builder
     * @throws IllegalArgumentException if the URI is not a valid Redis URI, or the namespace is invalid
     * @throws IllegalStateException if the Jedis on the class path is older than 7.0
     * @since 0.1.0
     */
    public static Builder builder(URI uri, String namespace) {
        JedisVersion.check();
        ServerUri address = ServerUri.of(uri);
        return new Builder(address::source, address, namespace, address.toString());
    }

    /**
     * Builds handles. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {

        private final Function<ConnectionSettings, PoolSource> source;
        /** Null if the connections are those of a caller's client. */
        private final @Nullable ServerUri address;

        private final Namespace namespace;
        private final String server;
        private Settings settings = Settings.DEFAULTS;
        private ConnectionSettings connections = ConnectionSettings.DEFAULTS;

        private Builder(
                Function<ConnectionSettings, PoolSource> source,
                @Nullable ServerUri address,
                String namespace,
                String server) {
            this.source = source;
            this.address = address;
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
         * Sets whether each new connection checks that its server is a master, and neither a sentinel nor part of a cluster; or, with
         * a {@code RedisClusterClient}, that it is part of a cluster. A
         * call that reaches another kind of server, for example during a fail-over, throws a
         * {@link dev.coordination.CoordinationUnavailableException} that says what it found; nothing is sent. The default is
         * {@code true}: on a replica, reads are stale and subscriptions receive nothing, and a node of a cluster has only some
         * of the keys.
         *
         * <p>The first call on a connection a second or more after its last check repeats it, even if the connection was in
         * use since. The check is a {@code HELLO} without arguments, which needs no permission, or {@code ROLE}. Servers and
         * proxies that know neither are not checked.
         *
         * @param check false to use any server
         * @return this builder
         * @since 0.1.0
         */
        public Builder checkServer(boolean check) {
            settings = settings.withCheckServer(check);
            return this;
        }

        /**
         * Makes each call that writes wait until replicas have confirmed the write ({@code WAIT}), so that it survives the loss of
         * the master. By default, calls do not wait, and what the master had not yet replicated is lost with it: an election won
         * just before a fail-over may be won again by another node.
         *
         * <p>If too few replicas confirm in time, the call throws a
         * {@link dev.coordination.CoordinationUnavailableException}. The master has then executed the call, and a fail-over may or
         * may not preserve it.
         *
         * <p>A write that was confirmed is preserved if one of the replicas that confirmed it becomes the master. Only if
         * <i>all</i> replicas must confirm is that certain. It also needs servers that do not lose what they have confirmed when
         * they restart (persistence). Reads do not wait, and may return what a fail-over undoes. A call takes one more round
         * trip; {@code deleteMatching} takes one more for each step.
         *
         * @param replicas how many replicas must confirm a write; at least 1
         * @param timeout how long to wait for them; at least a millisecond and at most a minute
         * @return this builder
         * @throws IllegalArgumentException if an argument is outside its range
         * @since 0.1.0
         */
        public Builder replicated(int replicas, Duration timeout) {
            settings = settings.withReplication(new Replication(replicas, timeout));
            return this;
        }

        /** Sets how long after a check a connection is checked again. For tests that count round trips. */
        Builder checkInterval(Duration interval) {
            settings = settings.withCheckInterval(interval);
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
         * Sets how long to wait for a connection to be established, with each address of the host. The default is 2 seconds.
         *
         * @param timeout at least 1 millisecond and at most an hour; rounded up to milliseconds
         * @return this builder
         * @throws IllegalArgumentException if it is outside that range
         * @throws IllegalStateException if this builder was created with a client
         * @since 0.1.0
         */
        public Builder connectionTimeout(Duration timeout) {
            uri("connectionTimeout");
            connections = connections.withConnectionTimeout(timeout);
            return this;
        }

        /**
         * Sets how long to wait for a reply of the server, and for a connection if all those of the pool are in use. After that,
         * the call fails (G-06). The default is 2 seconds.
         *
         * @param timeout at least 1 millisecond and at most an hour; rounded up to milliseconds
         * @return this builder
         * @throws IllegalArgumentException if it is outside that range
         * @throws IllegalStateException if this builder was created with a client
         * @since 0.1.0
         */
        public Builder socketTimeout(Duration timeout) {
            uri("socketTimeout");
            connections = connections.withSocketTimeout(timeout);
            return this;
        }

        /**
         * Sets how many connections a handle opens at most for its calls. They are opened when they are needed, and closed when
         * they have not been used for a minute. Subscriptions use other connections. The default is 8.
         *
         * @param connections the number of connections
         * @return this builder
         * @throws IllegalArgumentException if it is zero or less
         * @throws IllegalStateException if this builder was created with a client
         * @since 0.1.0
         */
        public Builder poolSize(int connections) {
            uri("poolSize");
            this.connections = this.connections.withPoolSize(connections);
            return this;
        }

        /**
         * Sets the name of the connections, which {@code CLIENT LIST} shows. By default, they have none.
         *
         * @param name printable ASCII without spaces, and not empty
         * @return this builder
         * @throws IllegalArgumentException if the name contains any other character, or is empty
         * @throws IllegalStateException if this builder was created with a client
         * @since 0.1.0
         */
        public Builder clientName(String name) {
            uri("clientName");
            connections = connections.withClientName(name);
            return this;
        }

        /**
         * Sets the options of TLS, such as a trust store or a client certificate. By default, the certificates are trusted that
         * the JVM trusts, and the name of the host is verified.
         *
         * @param options the options
         * @return this builder
         * @throws IllegalStateException if the scheme of the URI is not {@code rediss}, because connections then do not use
         *     TLS, or if this builder was created with a client
         * @since 0.1.0
         */
        public Builder sslOptions(SslOptions options) {
            ServerUri uri = uri("sslOptions");
            if (!uri.usesTls()) {
                throw new IllegalStateException("sslOptions needs a URI with the scheme rediss, but it is " + uri);
            }
            connections = connections.withSslOptions(options);
            return this;
        }

        /**
         * Sets a provider of credentials, for credentials that change. It is asked for each new connection, by the thread that
         * needs the connection, so several threads may call it at once. If it is a
         * {@link redis.clients.jedis.RedisCredentialsProvider}, it is also prepared and cleaned up. If it throws or returns
         * null, the call that needs the connection fails with a {@link dev.coordination.CoordinationUnavailableException}.
         *
         * @param provider returns a user, or null for the default user, and a password, or null to not log in
         * @return this builder
         * @throws IllegalStateException if the URI contains a password, because it would be unclear which of the credentials
         *     is used, or if this builder was created with a client
         * @since 0.1.0
         */
        public Builder credentialsProvider(Supplier<RedisCredentials> provider) {
            ServerUri uri = uri("credentialsProvider");
            if (uri.hasCredentials()) {
                throw new IllegalStateException("credentialsProvider needs a URI without user info, but it is " + uri);
            }
            connections = connections.withCredentialsProvider(provider);
            return this;
        }

        /** Returns the address of the server, or refuses a setting of connections that this builder does not make. */
        private ServerUri uri(String setting) {
            if (address == null) {
                throw new IllegalStateException(
                        setting
                                + " is a setting of the client, which this builder does not change: set it where the client is built");
            }
            return address;
        }

        /**
         * Returns a new handle. It connects when it is first used.
         *
         * @return a new handle; the caller must close it
         * @throws IllegalArgumentException if the client is of a kind that cannot follow the rules: one for several
         *     databases, or one with a custom connection provider or command executor, with client-side caching,
         *     with a prefix of keys, or with reads from replicas
         * @since 0.1.0
         */
        public DistributedCoordination build() {
            DistributedCoordination handle = new RedisHandle(source.apply(connections), namespace, server, settings);
            Consumer<? super CoordinationCall> onCall = settings.onCall();
            return onCall == null
                    ? handle
                    : ObservedCoordination.of(handle, namespace.toString(), Clock.systemUTC(), onCall);
        }
    }
}
