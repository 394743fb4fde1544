// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import redis.clients.jedis.Connection;
import redis.clients.jedis.util.Pool;

/**
 * Connections to the one master that has all keys.
 *
 * @param current returns the pool of the server that is the master now; the previous pool is closed afterwards
 * @param onClose closes what belongs to the handle
 */
record SingleMaster(Supplier<Pool<Connection>> current, Runnable onClose) implements PoolSource {

    @Override
    public Pool<Connection> pool(byte[] name) {
        return current.get();
    }

    @Override
    public Collection<Pool<Connection>> masters() {
        return List.of(current.get());
    }

    @Override
    public boolean isCurrent(Pool<Connection> pool) {
        return current.get() == pool;
    }

    @Override
    public void close() {
        onClose.run();
    }
}
