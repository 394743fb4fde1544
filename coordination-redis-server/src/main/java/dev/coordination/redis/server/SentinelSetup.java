// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import redis.clients.jedis.HostAndPort;

/** A master, two replicas, and three sentinels that watch over them. */
final class SentinelSetup implements ServerSetup {

    /** The name by which the sentinels know the master. */
    static final String MASTER = "main";

    private static final int REPLICAS = 2;
    private static final int SENTINELS = 3;
    private static final int QUORUM = 2;
    private static final int DOWN_TIMES_PER_FAILOVER = 10;

    private final ProcessGroup group;
    private final List<RedisProcess> servers;
    private final List<RedisProcess> sentinels;
    private final ServerVersion version;

    private SentinelSetup(
            ProcessGroup group, List<RedisProcess> servers, List<RedisProcess> sentinels, ServerVersion version) {
        this.group = group;
        this.servers = servers;
        this.sentinels = sentinels;
        this.version = version;
    }

    /**
     * Starts the processes, and blocks until the set-up is ready.
     *
     * @param name the name of the binary in error messages
     * @param downAfter how long a server may be silent before the sentinels consider it down
     * @param serverSettings lines of the configuration file of the master and the replicas
     */
    static SentinelSetup start(
            String name,
            RedisProcess.Binary source,
            RedisProcess.Ports ports,
            Duration downAfter,
            String... serverSettings)
            throws NoServerException {
        return ServerSetup.start(name, source, group -> {
            List<RedisProcess> servers = group.start(1 + REPLICAS, ports, ProcessMode.replicated(serverSettings));
            ServerVersion version = ServerVersion.of(servers.get(0).commands(), name);
            HostAndPort master = servers.get(0).address();
            for (RedisProcess replica : servers.subList(1, servers.size())) {
                replica.commands().call("REPLICAOF", master.getHost(), Integer.toString(master.getPort()));
            }
            awaitReplicas(servers, master.getPort());
            ProcessMode watching = ProcessMode.sentinel(settings(master, downAfter));
            List<RedisProcess> sentinels = group.start(SENTINELS, ports, watching);
            SentinelSetup setup = new SentinelSetup(group, servers, sentinels, version);
            setup.introduceSentinels();
            setup.awaitReady();
            return setup;
        });
    }

    private static String[] settings(HostAndPort master, Duration downAfter) {
        long millis = downAfter.toMillis();
        return new String[] {
            "sentinel monitor " + MASTER + " " + master.getHost() + " " + master.getPort() + " " + QUORUM,
            "sentinel down-after-milliseconds " + MASTER + " " + millis,
            "sentinel failover-timeout " + MASTER + " " + DOWN_TIMES_PER_FAILOVER * millis,
            "sentinel parallel-syncs " + MASTER + " " + REPLICAS
        };
    }

    /** Saves the two seconds after which the sentinels introduce themselves. */
    private void introduceSentinels() {
        for (RedisProcess sentinel : sentinels) {
            for (RedisProcess other : sentinels) {
                if (other != sentinel) {
                    view(sentinel).introduce(other.commands());
                }
            }
        }
    }

    private static SentinelView view(RedisProcess sentinel) {
        return new SentinelView(sentinel.commands(), MASTER);
    }

    /** The sentinels look for replicas only every ten seconds, so a replica should be known to the master before they start. */
    private static void awaitReplicas(List<RedisProcess> servers, int masterPort) throws NoServerException {
        Waiting.until("the replication", () -> missingReplica(servers, masterPort));
    }

    private static Optional<String> missingReplica(List<RedisProcess> servers, int masterPort) {
        return servers.stream()
                .filter(server -> !isInSync(server, masterPort))
                .map(server -> "the server at " + server.address() + " is not in sync")
                .findFirst();
    }

    private static boolean isInSync(RedisProcess server, int masterPort) {
        Replication replication = Replication.of(server);
        return server.address().getPort() == masterPort
                ? replication.isMasterOf(REPLICAS)
                : replication.isReplicaOf(masterPort);
    }

    @Override
    public void awaitReady() throws NoServerException {
        Waiting.until("Sentinel", this::missing);
    }

    private Optional<String> missing() {
        Set<Integer> masters = masterPorts();
        if (masters.size() != 1) {
            return Optional.of("the sentinels name different masters");
        }
        Optional<String> replica = missingReplica(servers, masters.iterator().next());
        return replica.isPresent() ? replica : missingSentinel();
    }

    /** Returns the ports of the servers that the running sentinels take for the master; more than one if they disagree. */
    Set<Integer> masterPorts() {
        return sentinels.stream()
                .filter(RedisProcess::isRunning)
                .map(sentinel -> view(sentinel).masterPort())
                .collect(Collectors.toSet());
    }

    private Optional<String> missingSentinel() {
        return sentinels.stream()
                .filter(sentinel -> !view(sentinel).isComplete(REPLICAS, SENTINELS - 1))
                .map(sentinel -> "the sentinel at " + sentinel.address() + " does not know or reach all others")
                .findFirst();
    }

    List<RedisProcess> servers() {
        return servers;
    }

    List<RedisProcess> sentinels() {
        return sentinels;
    }

    @Override
    public URI uri() {
        return URI.create("redis-sentinel://" + ServerSetup.addresses(sentinels) + "/" + MASTER);
    }

    @Override
    public ServerVersion version() {
        return version;
    }

    @Override
    public String description() {
        return "Sentinel with " + REPLICAS + " replicas";
    }

    @Override
    public void stop() {
        group.stop();
    }
}
