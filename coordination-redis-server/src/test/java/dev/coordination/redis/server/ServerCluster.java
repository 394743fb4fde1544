// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * A cluster of three masters with a replica each, each of which a test can kill, pause and restart. For the tests of this
 * project.
 *
 * <p>The nodes run the {@code redis-server} on the {@code PATH}, else the embedded one.
 */
public final class ServerCluster implements AutoCloseable {

    /** Short, because tests wait for it. With less, a busy machine would cause fail-overs. */
    private static final Duration NODE_TIMEOUT = Duration.ofSeconds(2);

    /** After five seconds, a replica gives up, for example because the masters have voted for another one shortly before. */
    private static final Duration GIVES_UP_AFTER = Duration.ofSeconds(6);

    private final ClusterSetup setup;
    private final List<ServerNode> nodes;

    private ServerCluster(ClusterSetup setup) {
        this.setup = setup;
        nodes = setup.nodes().stream().map(ServerNode::new).toList();
    }

    /**
     * Starts the nodes, and blocks until the cluster is in order and the replicas are in sync.
     *
     * @param nodeSettings lines of the configuration file of the nodes, such as {@code "appendonly yes"}
     */
    public static ServerCluster start(String... nodeSettings) {
        try {
            return new ServerCluster(ClusterSetup.start(
                    "redis-server", ServerBinary.find(), FreePort::findForClusterNode, NODE_TIMEOUT, nodeSettings));
        } catch (NoServerException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI uri() {
        return setup.uri();
    }

    public boolean isAtLeast(int major, int minor) {
        return setup.version().isAtLeast(major, minor);
    }

    /** Returns the nodes, in an order that does not change. */
    public List<ServerNode> nodes() {
        return nodes;
    }

    /** Returns the masters, in the order of {@link #nodes}. */
    public List<ServerNode> masters() {
        ClusterView view = setup.view();
        return nodes.stream().filter(node -> view.isMaster(node.port())).toList();
    }

    /** Returns the replica of a master. */
    public ServerNode replicaOf(ServerNode master) {
        ClusterView view = setup.view();
        return only(node -> view.isReplicaOf(node.port(), master.port()));
    }

    /** Returns the master that owns a slot. */
    public ServerNode ownerOf(int slot) {
        ClusterView view = setup.view();
        return only(node -> view.owns(node.port(), slot));
    }

    private ServerNode only(Predicate<ServerNode> condition) {
        return nodes.stream()
                .filter(condition)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no such node"));
    }

    /**
     * Has a replica take the place of its master, without a loss of data, and blocks until every node knows it and the former
     * master is a replica in sync.
     */
    public void failOverTo(ServerNode replica) {
        do {
            takeOver(replica);
            awaitReady();
        } while (!setup.view().isMaster(replica.port())); // Another fail-over, shortly before, has prevailed.
    }

    private void takeOver(ServerNode replica) {
        AtomicLong lastAsked = new AtomicLong(System.nanoTime());
        replica.call("CLUSTER", "FAILOVER");
        awaitAgreement(view -> {
            if (view.isMasterWithSlots(replica.port())) {
                return true;
            }
            if (System.nanoTime() - lastAsked.get() > GIVES_UP_AFTER.toNanos()) {
                lastAsked.set(System.nanoTime());
                replica.call("CLUSTER", "FAILOVER"); // an error if it is the master meanwhile
            }
            return false;
        });
    }

    /** Blocks until every running node takes a node for a master, and says that the cluster is in order. */
    public void awaitMaster(ServerNode master) {
        awaitAgreement(view -> view.isMasterWithSlots(master.port()));
    }

    /** Moves a slot to another master, with its keys, and blocks until every node knows it. */
    public void migrate(int slot, ServerNode target) {
        SlotMigration migration = startMigration(slot, target);
        migration.moveKeys();
        migration.finish();
    }

    /** Begins to move a slot to another master. So far, no key has moved. */
    public SlotMigration startMigration(int slot, ServerNode target) {
        return new SlotMigration(this, slot, ownerOf(slot), target);
    }

    /** Blocks until all nodes know one another, there are three masters, and each has a replica in sync. */
    public void awaitReady() {
        try {
            setup.awaitReady();
        } catch (NoServerException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Blocks until a condition holds for the view of every running node, and the cluster is in order. */
    void awaitAgreement(Predicate<ClusterView> condition) {
        try {
            setup.awaitAgreement(condition);
        } catch (NoServerException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        setup.stop();
    }
}
