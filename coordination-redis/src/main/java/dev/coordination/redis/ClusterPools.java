// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.util.JedisClusterCRC16;
import redis.clients.jedis.util.Pool;

/**
 * Connections to the nodes of a cluster, which the caller's client has discovered. When a node cannot be reached, or sends
 * callers to another one, the client is asked to discover them anew, on a thread of its own.
 */
final class ClusterPools implements PoolSource {

    /** How often a pool is created anew if the client, which discovers the nodes, drops it at the same time. */
    private static final int MOST_ATTEMPTS = 10;

    private final ClusterConnectionProvider provider;
    /** Whether a thread of its own is discovering the nodes, or about to. */
    private final AtomicBoolean refreshing = new AtomicBoolean();

    private final ReentrantLock discovering = new ReentrantLock();
    private volatile boolean closed;

    /** The nodes to which slots have moved since the client last discovered them. */
    private final Map<Integer, HostAndPort> moved = new ConcurrentHashMap<>();

    ClusterPools(ClusterConnectionProvider provider) {
        this.provider = provider;
    }

    @Override
    public boolean isCluster() {
        return true;
    }

    @Override
    public Pool<Connection> pool(byte[] name) {
        return node(master(JedisClusterCRC16.getSlot(name)));
    }

    private HostAndPort master(int slot) {
        HostAndPort node = moved.get(slot);
        if (node == null) {
            node = provider.getNode(slot);
        }
        if (node == null) {
            checkOpen(provider.getNodes());
            refresh();
            throw new JedisClusterOperationException("no node of the cluster is known to have slot " + slot);
        }
        return node;
    }

    @Override
    public Collection<Pool<Connection>> masters() {
        Set<HostAndPort> masters = new LinkedHashSet<>();
        for (int slot = 0; slot < Protocol.CLUSTER_HASHSLOTS; slot++) {
            masters.add(master(slot));
        }
        return masters.stream().map(this::node).toList();
    }

    @Override
    public Pool<Connection> node(HostAndPort node) {
        for (int attempts = 0; attempts < MOST_ATTEMPTS; attempts++) {
            Map<String, ConnectionPool> nodes = provider.getNodes();
            checkOpen(nodes);
            Pool<Connection> pool = nodes.get(node.toString());
            if (pool != null) {
                return pool;
            }
            provider.getConnection(node).close(); // the client creates the pool when a connection is needed
        }
        throw new JedisClusterOperationException("the client does not keep connections to the node " + node);
    }

    /** A closed client knows no nodes, and would be opened again by asking it for a connection. */
    private static void checkOpen(Map<String, ConnectionPool> nodes) {
        if (nodes.isEmpty()) {
            throw new IllegalStateException("the client is closed");
        }
    }

    /** Returns true: a node that is no longer the master of a key sends callers to the one that is. */
    @Override
    public boolean isCurrent(Pool<Connection> pool) {
        return true;
    }

    @Override
    public void moved(JedisMovedDataException reply) {
        moved.put(reply.getSlot(), reply.getTargetNode());
        refresh();
    }

    @Override
    public void failed() {
        refresh();
    }

    private void refresh() {
        if (!closed && refreshing.compareAndSet(false, true)) {
            try {
                DaemonThreads.startCall("coordination-redis-cluster", () -> {
                    try {
                        discover();
                    } finally {
                        refreshing.set(false);
                    }
                });
            } catch (OutOfMemoryError e) { // no more threads; the next failure tries again
                refreshing.set(false);
            }
        }
    }

    @Override
    public void discover() {
        discovering.lock(); // the client would return at once if it is discovering the nodes already
        try {
            if (closed || provider.getNodes().isEmpty()) {
                return; // it would open a closed client again
            }
            Map<Integer, HostAndPort> before = Map.copyOf(moved);
            provider.renewSlotCache();
            before.forEach(moved::remove);
        } catch (RuntimeException e) {
            // The next failure tries again.
        } finally {
            discovering.unlock();
        }
    }

    @Override
    public void close() {
        closed = true; // the caller closes the client
    }
}
