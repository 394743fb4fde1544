// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import redis.clients.jedis.util.Pool;

/**
 * The connections of a pool, each of which is checked before its first command, and again before a command if the last check was
 * some time ago, even if it was in use since: the server may have become a replica, which reads and {@code PUBLISH} do not show. A
 * connection that the server closed meanwhile is replaced before anything is sent over it.
 */
final class Connections {

    /** How long a call waits for a connection if the pool would wait forever. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /**
     * How many connections that were never used, and do not work, a call replaces: the pool may have made them some time ago, but
     * a server may also close each one at once.
     */
    private static final int MAX_REPLACED_NEW = 1;

    /** What nodes send in place of a host that they do not know, or must not name. */
    private static final Set<String> NO_HOSTS = Set.of("", "?");

    /** Limits the threads that drop broken connections. */
    private static final Semaphore RECONNECTS = new Semaphore(16);

    private final PoolSource source;
    private final HandleState state;
    private final ServerCheck check;
    private final ConnectionOpener opener;
    private final long intervalNanos;

    /** When each connection was last checked. Pools drop connections without notice, so the keys are weak. */
    private final Map<Connection, Long> checks = Collections.synchronizedMap(new WeakHashMap<>());

    /** A connection, and the pool to which it must be returned. */
    record Borrowed(Connection connection, Pool<Connection> pool) {}

    static Connections of(PoolSource source, HandleState state, Settings settings) {
        ServerCheck check = source.isCluster()
                ? ServerCheck.clusterNode(settings.checkServer())
                : ServerCheck.standaloneMaster(settings.checkServer());
        return new Connections(source, state, check, settings.checkInterval());
    }

    /** Creates a view of a pool whose connections are checked at most once in an interval. */
    private Connections(PoolSource source, HandleState state, ServerCheck check, Duration interval) {
        this.source = source;
        this.state = state;
        this.check = check;
        this.opener = new ConnectionOpener(source, check);
        this.intervalNanos = interval.toNanos();
    }

    /**
     * Borrows a connection of a pool for a call. Waits for one, whether or not the thread is interrupted meanwhile (G-09). The
     * caller must {@linkplain #giveBack give it back} or {@linkplain #discard discard} it.
     *
     * @param target returns the pool, which may change
     */
    Borrowed borrow(CallDescription call, Supplier<Pool<Connection>> target) {
        long start = System.nanoTime();
        int replacedNew = 0;
        while (true) {
            Borrowed borrowed = Uninterruptibly.get(() -> borrow(call, target, start));
            Long last = checks.get(borrowed.connection());
            if (last != null && System.nanoTime() - last < intervalNanos
                    || isUsable(call, borrowed, last != null || replacedNew < MAX_REPLACED_NEW)) {
                return borrowed;
            }
            replacedNew += last == null ? 1 : 0;
        }
    }

    private Borrowed borrow(CallDescription call, Supplier<Pool<Connection>> target, long start)
            throws InterruptedException {
        Pool<Connection> pool = get(call, target);
        try {
            Duration configured = pool.getMaxWaitDuration();
            long wait = TimeUnit.NANOSECONDS.convert(configured.isNegative() ? LONGEST_WAIT : configured);
            long left = Math.max(0, wait - (System.nanoTime() - start));
            return new Borrowed(pool.borrowObject(Duration.ofNanos(left)), pool);
        } catch (StackOverflowError | OutOfMemoryError e) { // the server sent what is not a reply
            throw state.unlessClosed(ExceptionTranslator.noConnection(call, e));
        } catch (Exception e) {
            if (pool.isClosed() && !state.isClosed() && get(call, target) != pool) {
                return borrow(call, target, start); // there is another master since the pool was obtained
            }
            // Closing a pool interrupts the threads that wait for a connection.
            if (e instanceof InterruptedException interrupt && !state.isClosed() && !pool.isClosed()) {
                throw interrupt;
            }
            source.failed();
            throw state.unlessClosed(ExceptionTranslator.noConnection(call, e));
        }
    }

    /** Returns what depends on which servers are the masters, and fails as the call does if none can be asked. */
    private <T> T get(CallDescription call, Supplier<T> servers) {
        try {
            return servers.get();
        } catch (RuntimeException e) {
            source.failed();
            throw state.unlessClosed(ExceptionTranslator.noConnection(call, e));
        }
    }

    /** Returns the pools of all masters. */
    Collection<Pool<Connection>> masters(CallDescription call) {
        return get(call, source::masters);
    }

    /** Returns the pool of connections to the master that has a key or a channel. */
    Pool<Connection> pool(byte[] name) {
        return source.pool(name);
    }

    boolean isCluster() {
        return source.isCluster();
    }

    /** Has the client discover the servers anew, and waits for that. */
    void discover() {
        source.discover();
    }

    /**
     * Returns whether a reply sends the caller to another node of the cluster; nothing was done then. A node that has been told
     * not to name the hosts of others sends callers nowhere.
     */
    boolean isRedirection(JedisDataException reply) {
        return source.isCluster()
                && reply instanceof JedisRedirectionException redirection
                && !NO_HOSTS.contains(redirection.getTargetNode().getHost());
    }

    /** Records that the keys of a slot have moved to another node. */
    void moved(JedisMovedDataException reply) {
        source.moved(reply);
    }

    /** Returns the pool of connections to a node of the cluster. */
    Pool<Connection> node(HostAndPort node) {
        return source.node(node);
    }

    /** Returns whether the server of a connection is still the one to ask. */
    boolean isCurrent(Borrowed borrowed) {
        try {
            return source.isCurrent(borrowed.pool());
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Checks a borrowed connection. If it cannot be used, it is discarded, and another may be borrowed. */
    private boolean isUsable(CallDescription call, Borrowed borrowed, boolean mayReplace) {
        Connection connection = borrowed.connection();
        boolean usable = false;
        try {
            var unused = check.require(connection);
            checks.put(connection, System.nanoTime());
            usable = true;
        } catch (WrongServerException e) {
            throw state.unlessClosed(ExceptionTranslator.noConnection(call, e));
        } catch (StackOverflowError | OutOfMemoryError e) { // the server sent what is not a reply
            throw state.unlessClosed(ExceptionTranslator.noConnection(call, e));
        } catch (RuntimeException e) {
            // A connection that the server has closed is replaced, because the server may work. A server that does not
            // answer has used up the time of this call.
            if (!mayReplace || e.getCause() instanceof SocketTimeoutException) {
                throw state.unlessClosed(ExceptionTranslator.noConnection(call, e));
            }
        } finally {
            if (!usable) {
                discard(borrowed);
            }
        }
        return usable;
    }

    /** Returns a connection to its pool. */
    void giveBack(Borrowed borrowed) {
        if (borrowed.connection().isBroken()) {
            discard(borrowed);
            return;
        }
        try {
            borrowed.pool().returnResource(borrowed.connection());
        } catch (RuntimeException e) {
            // The outcome of the call is already known, and the pool has dropped the connection.
        }
    }

    /**
     * Closes a connection that does not work, or leads to the wrong server. The idle connections are closed, too, because they
     * probably have the same fault, and the next call should not be the one to find out.
     */
    void discard(Borrowed borrowed) {
        source.failed();
        checks.remove(borrowed.connection());
        Pool<Connection> pool = borrowed.pool();
        try {
            pool.clear();
        } catch (RuntimeException e) {
            // The pool has dropped the connections.
        }
        close(borrowed.connection());
        invalidateElsewhere(borrowed);
    }

    /** Makes the pool drop a connection. The pool then connects anew, for which the call that failed must not wait. */
    private static void invalidateElsewhere(Borrowed borrowed) {
        if (!RECONNECTS.tryAcquire()) {
            invalidate(borrowed);
            return;
        }
        try {
            DaemonThreads.startCall("coordination-redis-reconnect", () -> {
                try {
                    invalidate(borrowed);
                } finally {
                    RECONNECTS.release();
                }
            });
        } catch (OutOfMemoryError e) { // no more threads
            RECONNECTS.release();
            invalidate(borrowed);
        }
    }

    private static void invalidate(Borrowed borrowed) {
        try {
            borrowed.pool().returnBrokenResource(borrowed.connection());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // The outcome of the call is already known, and the pool has dropped the connection.
        }
    }

    /**
     * Opens a connection to the master that has a channel. It never enters the pool; the caller must close it.
     *
     * @throws Exception if there is no connection, or it leads to the wrong server
     */
    Borrowed open(byte[] channel) throws Exception {
        return opener.open(channel);
    }

    /** Closes a connection without a word to the server. */
    static void close(Connection connection) {
        try {
            connection.forceDisconnect();
        } catch (IOException e) {
            // Nothing more can be done to close it.
        }
    }
}
