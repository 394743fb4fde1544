// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.redis.Connections.Borrowed;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.util.Pool;

/** Opens connections that never enter a pool, to the masters that have channels. */
final class ConnectionOpener {

    /** How often the nodes of a cluster are discovered anew for a connection to a master. */
    private static final int MOST_DISCOVERIES = 2;

    private final PoolSource source;
    private final ServerCheck check;

    ConnectionOpener(PoolSource source, ServerCheck check) {
        this.source = source;
        this.check = check;
    }

    /**
     * Opens a connection, which the caller must close.
     *
     * @throws Exception if there is no connection, or it leads to the wrong server
     */
    Borrowed open(byte[] channel) throws Exception {
        Borrowed opened = openOnce(channel);
        for (int attempts = 0; opened == null && attempts < MOST_DISCOVERIES; attempts++) {
            source.discover();
            opened = openOnce(channel);
        }
        if (opened == null) {
            throw new WrongServerException(ServerCheck.REPLICA);
        }
        return opened;
    }

    /** Opens a connection. Returns null if it leads to a replica of a cluster, which would accept subscriptions. */
    private @Nullable Borrowed openOnce(byte[] channel) throws Exception {
        Pool<Connection> pool = source.pool(channel);
        if (pool.isClosed()) {
            throw new IllegalStateException("the client is closed");
        }
        Connection connection = connect(pool);
        boolean usable = false;
        try {
            usable = !check.require(connection).isReplica() || !source.isCluster();
            return usable ? new Borrowed(connection, pool) : null;
        } finally {
            if (!usable) {
                Connections.close(connection);
            }
        }
    }

    private Connection connect(Pool<Connection> pool) throws Exception {
        boolean connected = false;
        try {
            Connection connection = pool.getFactory().makeObject().getObject();
            connected = true;
            return connection;
        } finally {
            if (!connected) {
                source.failed();
            }
        }
    }
}
