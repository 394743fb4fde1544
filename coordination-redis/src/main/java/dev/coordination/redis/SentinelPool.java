// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.providers.SentineledConnectionProvider;
import redis.clients.jedis.util.Pool;

/**
 * Connections to the master that sentinels name. Jedis asks them when the first connection is needed, and listens to them from
 * then on.
 */
final class SentinelPool {

    private final Supplier<SentineledConnectionProvider> connect;

    /** The attempt that has succeeded or is being made, whose outcome every thread waits for; null before, and if it has failed. */
    private final AtomicReference<@Nullable FutureTask<SentineledConnectionProvider>> attempt = new AtomicReference<>();

    private volatile boolean closed;

    /**
     * Creates a source that has not connected yet.
     *
     * @param connect asks the sentinels; called again if it has thrown
     */
    SentinelPool(Supplier<SentineledConnectionProvider> connect) {
        this.connect = connect;
    }

    /**
     * Returns the pool of connections to the master. Another one takes its place when another server becomes the master.
     *
     * @throws JedisException if no sentinel can tell which one is the master
     */
    Pool<Connection> pool() {
        if (closed) {
            throw new IllegalStateException("the handle is closed");
        }
        FutureTask<SentineledConnectionProvider> task = attempt.get();
        if (task == null) {
            FutureTask<SentineledConnectionProvider> created = new FutureTask<>(connect::get);
            task = attempt.compareAndExchange(null, created);
            if (task == null) {
                task = created;
                created.run();
                closeIfLate(created);
            }
        }
        return poolOf(outcome(task));
    }

    private SentineledConnectionProvider outcome(FutureTask<SentineledConnectionProvider> task) {
        return Uninterruptibly.get(() -> {
            try {
                return task.get();
            } catch (ExecutionException e) {
                attempt.compareAndSet(task, null);
                Throwable cause = e.getCause() == null ? e : e.getCause();
                throw new JedisException(cause.getMessage(), cause);
            }
        });
    }

    /** Returns the pool of the server that the sentinels named last. */
    static Pool<Connection> poolOf(SentineledConnectionProvider provider) {
        return provider.getPrimaryNodesConnectionMap().values().iterator().next();
    }

    /** Closes what was opened, without waiting for an attempt. An attempt that succeeds later is closed by its thread. */
    void close() {
        closed = true;
        FutureTask<SentineledConnectionProvider> task = attempt.get();
        if (task != null) {
            closeIfLate(task);
        }
    }

    private void closeIfLate(FutureTask<SentineledConnectionProvider> task) {
        if (closed && task.isDone()) {
            try {
                outcome(task).close();
            } catch (JedisException e) {
                // It has not connected.
            }
        }
    }
}
