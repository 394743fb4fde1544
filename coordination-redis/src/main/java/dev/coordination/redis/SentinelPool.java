// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.providers.SentineledConnectionProvider;
import redis.clients.jedis.util.Pool;

/**
 * Connections to the master that sentinels name. Jedis asks them when the first connection is needed, and listens to them from
 * then on.
 */
final class SentinelPool implements PoolSource {

    private final Supplier<SentineledConnectionProvider> connect;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile @Nullable SentineledConnectionProvider provider;
    /** Guarded by {@link #connecting}. */
    private boolean closed;

    /**
     * Creates a source that has not connected yet.
     *
     * @param connect asks the sentinels; called again if it has thrown
     */
    SentinelPool(Supplier<SentineledConnectionProvider> connect) {
        this.connect = connect;
    }

    @Override
    public Pool<Connection> pool() {
        SentineledConnectionProvider connected = provider;
        return poolOf(connected == null ? connect() : connected);
    }

    /** Returns the pool of the server that the sentinels named last. */
    static Pool<Connection> poolOf(SentineledConnectionProvider provider) {
        return provider.getPrimaryNodesConnectionMap().values().iterator().next();
    }

    private SentineledConnectionProvider connect() {
        connecting.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the handle is closed");
            }
            SentineledConnectionProvider connected = provider;
            if (connected == null) {
                connected = connect.get();
                provider = connected;
            }
            return connected;
        } finally {
            connecting.unlock();
        }
    }

    @Override
    public void close() {
        connecting.lock();
        try {
            closed = true;
            if (provider != null) {
                provider.close();
            }
        } finally {
            connecting.unlock();
        }
    }
}
