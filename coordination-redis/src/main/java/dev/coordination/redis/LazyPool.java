// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;

/** A pool that connects only when a connection is needed. Other pools replace a broken connection at once. */
final class LazyPool extends ConnectionPool {

    LazyPool(ConnectionFactory factory, ConnectionPoolConfig limits) {
        super(factory, limits);
    }

    @Override
    public void addObject() throws Exception {
        if (getNumWaiters() > 0) {
            super.addObject();
        }
    }
}
