// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.Collection;
import java.util.function.Supplier;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.util.Pool;

/** Where the connections of a handle come from. */
interface PoolSource {

    /**
     * Returns the pool of connections to the master that has a key or a channel. It changes when another server becomes that
     * master.
     *
     * @throws redis.clients.jedis.exceptions.JedisException if no server can tell which one is the master
     */
    Pool<Connection> pool(byte[] name);

    /**
     * Returns the pools of all masters.
     *
     * @throws redis.clients.jedis.exceptions.JedisException if no server can tell which ones are the masters
     */
    Collection<Pool<Connection>> masters();

    /** Returns whether replies of a server still count. */
    boolean isCurrent(Pool<Connection> pool);

    /** Returns whether the servers are the nodes of a cluster, which send callers to one another. */
    default boolean isCluster() {
        return false;
    }

    /** Returns the pool of a node of a cluster to which another node has sent the caller. */
    default Pool<Connection> node(HostAndPort node) {
        throw new UnsupportedOperationException("not a cluster");
    }

    /** Records that a node of a cluster says that another one has the keys of a slot now. */
    default void moved(JedisMovedDataException reply) {}

    /** Finds out anew which servers are the masters, and waits for that. */
    default void discover() {}

    /** Called when a server could not be reached. Does not wait for anything. */
    default void failed() {}

    /** Closes what belongs to the handle. */
    void close();

    /** Returns a source whose pool never changes, and which belongs to the handle. */
    static PoolSource owned(Pool<Connection> pool) {
        return new SingleMaster(() -> pool, pool::close);
    }

    /** Returns a source whose pools belong to the caller of the library. */
    static PoolSource ofCaller(Supplier<Pool<Connection>> current) {
        return new SingleMaster(current, () -> {});
    }
}
