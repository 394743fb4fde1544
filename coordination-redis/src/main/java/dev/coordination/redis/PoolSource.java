// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import redis.clients.jedis.Connection;
import redis.clients.jedis.util.Pool;

/** Where the connections of a handle come from. */
interface PoolSource {

    /**
     * Returns the pool of connections to the master. It changes when another server becomes the master; the previous pool is
     * closed afterwards.
     *
     * @throws redis.clients.jedis.exceptions.JedisException if no server can tell which one is the master
     */
    Pool<Connection> pool();

    /** Closes what belongs to the handle. */
    void close();

    /** Returns a source whose pool never changes, and which belongs to the handle. */
    static PoolSource owned(Pool<Connection> pool) {
        return new PoolSource() {
            @Override
            public Pool<Connection> pool() {
                return pool;
            }

            @Override
            public void close() {
                pool.close();
            }
        };
    }

    /** Returns a source whose pools belong to the caller of the library. */
    static PoolSource ofCaller(java.util.function.Supplier<Pool<Connection>> current) {
        return new PoolSource() {
            @Override
            public Pool<Connection> pool() {
                return current.get();
            }

            @Override
            public void close() {
                // The caller closes the client.
            }
        };
    }
}
