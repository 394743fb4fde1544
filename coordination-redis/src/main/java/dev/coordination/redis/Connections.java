// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.Pool;

/**
 * The connections of a pool, each of which is checked before its first command and after it was idle. A connection that the
 * server closed meanwhile is replaced before anything is sent over it.
 */
final class Connections {

    /** How long a call waits for a connection if the pool would wait forever. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Pool<Connection> pool;
    private final HandleState state;
    private final ServerCheck check;
    private final long idleNanos;

    /** When each connection was last known to work. The pool may drop connections without notice, so the keys are weak. */
    private final Map<Connection, LastUse> uses = Collections.synchronizedMap(new WeakHashMap<>());

    /** Written and read by the thread that has borrowed the connection. */
    private static final class LastUse {
        long at;
    }

    /**
     * Creates a view of a pool.
     *
     * @param idle how long a connection may be idle before it is checked again
     */
    Connections(Pool<Connection> pool, HandleState state, ServerCheck check, Duration idle) {
        this.pool = pool;
        this.state = state;
        this.check = check;
        this.idleNanos = idle.toNanos();
    }

    /**
     * Borrows a connection for a call. Waits for one, whether or not the thread is interrupted meanwhile (G-09). The caller must
     * {@linkplain #giveBack give it back} or {@linkplain #discard discard} it.
     */
    Connection borrow(CallDescription call) {
        Duration configured = pool.getMaxWaitDuration();
        long wait = TimeUnit.NANOSECONDS.convert(configured.isNegative() ? LONGEST_WAIT : configured);
        long start = System.nanoTime();
        while (true) {
            Connection connection =
                    Uninterruptibly.get(() -> borrow(call, Math.max(0, wait - (System.nanoTime() - start))));
            if (isUsable(call, connection)) {
                return connection;
            }
        }
    }

    private Connection borrow(CallDescription call, long waitNanos) throws InterruptedException {
        try {
            return pool.borrowObject(Duration.ofNanos(waitNanos));
        } catch (InterruptedException e) {
            if (state.isClosed()
                    || pool.isClosed()) { // Closing a pool interrupts the threads that wait for a connection.
                throw state.unlessClosed(ExceptionTranslator.noConnection(call, e));
            }
            throw e;
        } catch (Exception e) {
            throw state.unlessClosed(ExceptionTranslator.noConnection(call, e));
        }
    }

    /** Returns whether a borrowed connection can be used. If not, it is discarded, and another may be borrowed. */
    private boolean isUsable(CallDescription call, Connection connection) {
        LastUse use = uses.get(connection);
        if (use != null && System.nanoTime() - use.at < idleNanos) {
            return true;
        }
        boolean usable = false;
        try {
            check(call, connection);
            usable = true;
        } catch (JedisException e) {
            // Only an idle connection that the server has closed is replaced: the server may work. A server that does
            // not
            // answer has used up the time of this call.
            if (use == null || !connectionWasClosed(e)) {
                throw state.unlessClosed(ExceptionTranslator.noConnection(call, e));
            }
        } finally {
            if (!usable) {
                discard(connection);
            }
        }
        if (usable && use == null) {
            uses.put(connection, new LastUse());
        }
        return usable;
    }

    private static boolean connectionWasClosed(JedisException failure) {
        return !(failure.getCause() instanceof java.net.SocketTimeoutException);
    }

    private void check(CallDescription call, Connection connection) {
        String problem = check.problem(connection);
        if (problem != null) {
            throw ExceptionTranslator.wrongServer(call, problem);
        }
    }

    /** Returns a connection to the pool. */
    void giveBack(Connection connection) {
        if (connection.isBroken()) {
            discard(connection);
            return;
        }
        LastUse use = uses.get(connection);
        if (use != null) {
            use.at = System.nanoTime();
        }
        try {
            pool.returnResource(connection);
        } catch (RuntimeException e) {
            // The outcome of the call is already known, and the pool has dropped the connection.
        }
    }

    /**
     * Closes a connection that does not work, or leads to the wrong server. The idle connections are closed, too, because they
     * probably have the same fault, and the next call should not be the one to find out.
     */
    void discard(Connection connection) {
        uses.remove(connection);
        try {
            pool.clear();
        } catch (RuntimeException e) {
            // The pool has dropped the connections.
        }
        if (pool.getNumWaiters() > 0) {
            // The pool connects anew for a thread that waits. The call that failed must not wait for that, too.
            DaemonThreads.startCall("coordination-redis-reconnect", () -> invalidate(connection));
        } else {
            invalidate(connection);
        }
    }

    private void invalidate(Connection connection) {
        try {
            pool.returnBrokenResource(connection);
        } catch (RuntimeException e) {
            // The outcome of the call is already known, and the pool has dropped the connection.
        }
    }

    /** Opens a connection that never enters the pool. The caller must close it. */
    Connection open(CallDescription call) {
        Connection connection = connect(call);
        boolean usable = false;
        try {
            check(call, connection);
            usable = true;
            return connection;
        } catch (JedisException e) {
            throw state.unlessClosed(ExceptionTranslator.noConnection(call, e));
        } finally {
            if (!usable) {
                close(connection);
            }
        }
    }

    private Connection connect(CallDescription call) {
        try {
            if (pool.isClosed()) {
                throw new IllegalStateException("the client is closed");
            }
            return pool.getFactory().makeObject().getObject();
        } catch (Exception e) {
            throw state.unlessClosed(ExceptionTranslator.noConnection(call, e));
        }
    }

    private static void close(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.forceDisconnect();
            }
        } catch (IOException e) {
            // Nothing more can be done to close it.
        }
    }
}
