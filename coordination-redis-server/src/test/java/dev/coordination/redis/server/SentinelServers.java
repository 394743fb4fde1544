// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A master, two replicas and three sentinels, each of which a test can kill, pause and restart. For the tests of this project.
 *
 * <p>They run the {@code redis-server} on the {@code PATH}, else the embedded one.
 */
public final class SentinelServers implements AutoCloseable {

    /** Short, because tests wait for it. With less, a busy machine would cause fail-overs. */
    private static final Duration DOWN_AFTER = Duration.ofSeconds(2);

    private final SentinelSetup setup;
    private final List<ServerNode> servers;
    private final List<ServerNode> sentinels;

    private SentinelServers(SentinelSetup setup) {
        this.setup = setup;
        servers = setup.servers().stream().map(ServerNode::new).toList();
        sentinels = setup.sentinels().stream().map(ServerNode::new).toList();
    }

    /**
     * Starts the processes, and blocks until they know one another and the replicas are in sync.
     *
     * @param serverSettings lines of the configuration file of the master and the replicas, such as {@code "appendonly yes"}
     */
    public static SentinelServers start(String... serverSettings) {
        try {
            return new SentinelServers(SentinelSetup.start(
                    "redis-server", ServerBinary.find(), FreePort::find, DOWN_AFTER, serverSettings));
        } catch (NoServerException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI uri() {
        return setup.uri();
    }

    /** Returns the name by which the sentinels know the master. */
    public String masterName() {
        return SentinelSetup.MASTER;
    }

    public boolean isAtLeast(int major, int minor) {
        return setup.version().isAtLeast(major, minor);
    }

    public List<ServerNode> sentinels() {
        return sentinels;
    }

    /** Returns the master and the replicas, in an order that does not change. */
    public List<ServerNode> servers() {
        return servers;
    }

    /** Returns the server that every running sentinel takes for the master. */
    public ServerNode master() {
        return agreedMaster().orElseThrow(() -> new IllegalStateException("the sentinels name different masters"));
    }

    /** Returns the servers other than the master. */
    public List<ServerNode> replicas() {
        ServerNode master = master();
        return servers.stream().filter(server -> server != master).toList();
    }

    private Optional<ServerNode> agreedMaster() {
        Set<Integer> ports = setup.masterPorts();
        return servers.stream()
                .filter(server -> ports.equals(Set.of(server.port())))
                .findFirst();
    }

    /**
     * Has the sentinels replace the master by a replica, and blocks until they have. For about ten seconds more, the former
     * master takes itself for one: see {@link #awaitReady}.
     *
     * @return the new master
     */
    public ServerNode failOver() {
        ServerNode former = master();
        ServerNode sentinel = sentinels.stream()
                .filter(node -> node.process().isRunning())
                .findFirst()
                .orElseThrow();
        sentinel.call("SENTINEL", "FAILOVER", masterName());
        return awaitMasterOtherThan(former);
    }

    /** Blocks until every running sentinel names a master other than this one, and it is one. Returns the new master. */
    public ServerNode awaitMasterOtherThan(ServerNode former) {
        await(() -> agreedMaster()
                        .filter(master -> master != former)
                        .filter(master -> ((List<?>) master.call("ROLE")).get(0).equals("master"))
                        .isPresent()
                ? Optional.empty()
                : Optional.of("there is no new master"));
        return master();
    }

    /** Blocks until all processes know one another, one server is the master, and the others are its replicas, in sync. */
    public void awaitReady() {
        try {
            setup.awaitReady();
        } catch (NoServerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(Waiting.Condition condition) {
        try {
            Waiting.until("Sentinel", condition);
        } catch (NoServerException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        setup.stop();
    }
}
