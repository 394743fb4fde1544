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
 * <p>Each subscription has its own connection outside the client's pool, and a thread that reads from it.
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
     *
     * <p>With a {@code RedisSentinelClient}, handles follow the master that the sentinels name. When it changes, the next call goes
     * to the new master. A call that is in progress throws a {@link dev.coordination.CoordinationUnavailableException}, because the
     * new master may not have its effect, and every subscription is lost (S-12).
     *
     * <p>{@link Builder#build} refuses clients of other kinds, for example {@code MultiDbClient}, which repeats calls that failed.
     *
     * @param client a {@code RedisClient} or {@code RedisSentinelClient} (Jedis 7.2 or later), or a {@code JedisPooled} (before
     *     Jedis 8), with the default connection provider and command executor
     * @param namespace the namespace of the data: 1 to 64 of the characters A-Z, a-z, 0-9, '.', '_' and '-'
     * @return a builder
     * @throws IllegalArgumentException if the namespace is invalid
     * @throws IllegalStateException if the Jedis on the class path is older than 7.0
     * @since 0.1.0
     */
    public static Builder builder(UnifiedJedis client, String namespace) {
        JedisVersion.check();
        Arguments.notNull(client, "client");
        return new Builder(() -> CallerClient.source(client), namespace, "the client's");
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
        return new Builder(() -> PoolSource.owned(address.pool()), namespace, address.toString());
    }

    /**
     * Builds handles. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {

        private final Supplier<PoolSource> source;
        private final Namespace namespace;
        private final String server;
        private Settings settings = Settings.DEFAULTS;

        private Builder(Supplier<PoolSource> source, String namespace, String server) {
            this.source = source;
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
         * Sets how often a subscription checks that its connection is alive. A connection that dies silently is noticed
         * within two intervals (S-12). The default is 5 seconds.
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
         * Sets whether each new connection checks that its server is a master, and neither a sentinel nor part of a cluster. A
         * call that is led elsewhere, for example during a fail-over, throws a
         * {@link dev.coordination.CoordinationUnavailableException} that says what it found; nothing is sent. The default is
         * {@code true}: on a replica, reads are stale and subscriptions receive nothing, and a node of a cluster has only some
         * of the keys.
         *
         * <p>Connections that were idle for a second are checked again. The check is a {@code HELLO} without arguments, which
         * needs no permission, or {@code ROLE}. Servers and proxies that know neither are not checked.
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

        /** Sets how long a connection may be idle before it is checked again. For tests that count round trips. */
        Builder idleBeforeCheck(Duration idle) {
            settings = settings.withIdleBeforeCheck(idle);
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
         * @throws IllegalArgumentException if the client is of a kind that cannot follow the rules: one for a cluster or
         *     for several databases, or one with a custom connection provider or command executor, with client-side caching,
         *     with a prefix of keys, or with reads from replicas
         * @since 0.1.0
         */
        public DistributedCoordination build() {
            DistributedCoordination handle = new RedisHandle(source.get(), namespace, server, settings);
            Consumer<? super CoordinationCall> onCall = settings.onCall();
            return onCall == null
                    ? handle
                    : ObservedCoordination.of(handle, namespace.toString(), Clock.systemUTC(), onCall);
        }
    }
}
