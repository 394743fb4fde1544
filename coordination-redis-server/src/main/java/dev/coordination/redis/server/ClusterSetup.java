// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import redis.clients.jedis.HostAndPort;

/** A cluster of three masters with a replica each. */
final class ClusterSetup implements ServerSetup {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;

    /** The size of a range in the reply of {@code CLUSTER SLOTS}: its two ends, a master and a replica. */
    private static final int RANGE_WITH_REPLICA = 4;

    /** Short, because it takes a while after the start until the nodes agree, and this while depends on the timeout. */
    private static final Duration NODE_TIMEOUT_AT_START = Duration.ofSeconds(1);

    private final ProcessGroup group;
    private final List<RedisProcess> nodes;
    private final ServerVersion version;

    private ClusterSetup(ProcessGroup group, List<RedisProcess> nodes, ServerVersion version) {
        this.group = group;
        this.nodes = nodes;
        this.version = version;
    }

    /**
     * Starts the nodes, and blocks until the cluster is ready.
     *
     * @param name the name of the binary in error messages
     * @param ports provides ports that have a free bus port
     * @param nodeTimeout how long a node may be silent before the others consider it down
     * @param nodeSettings further lines of the configuration file of the nodes
     */
    static ClusterSetup start(
            String name,
            RedisProcess.Binary source,
            RedisProcess.Ports ports,
            Duration nodeTimeout,
            String... nodeSettings)
            throws NoServerException {
        return ServerSetup.start(name, source, group -> {
            Stream<String> settings = Stream.of(
                    "cluster-enabled yes",
                    "cluster-announce-ip " + RedisProcess.LOOPBACK,
                    "repl-ping-replica-period 1", // clients hear of replicas after the first ping
                    "cluster-node-timeout " + nodeTimeout.toMillis());
            ProcessMode mode = ProcessMode.replicated(
                    Stream.concat(settings, Stream.of(nodeSettings)).toArray(String[]::new));
            List<RedisProcess> nodes = group.start(2 * MASTERS, ports, mode);
            ClusterSetup setup =
                    new ClusterSetup(group, nodes, ServerVersion.of(nodes.get(0).commands(), name));
            setup.setNodeTimeout(NODE_TIMEOUT_AT_START);
            setup.assignSlots();
            setup.introduceNodes();
            setup.assignReplicas();
            setup.awaitReady();
            setup.setNodeTimeout(nodeTimeout);
            return setup;
        });
    }

    private void setNodeTimeout(Duration timeout) {
        String millis = Long.toString(timeout.toMillis());
        nodes.forEach(node -> node.commands().call("CONFIG", "SET", "cluster-node-timeout", millis));
    }

    private void assignSlots() {
        for (int i = 0; i < nodes.size(); i++) {
            ServerCommands node = nodes.get(i).commands();
            // Otherwise the nodes would have to agree on the order of their configurations first.
            node.call("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
            if (i < MASTERS) {
                node.call("CLUSTER", addSlots(i * SLOTS / MASTERS, (i + 1) * SLOTS / MASTERS));
            }
        }
    }

    /** Returns the arguments that add slots one by one, because ranges can be added only since Redis 7.0. */
    private static String[] addSlots(int first, int end) {
        return IntStream.range(first - 1, end)
                .mapToObj(slot -> slot < first ? "ADDSLOTS" : Integer.toString(slot))
                .toArray(String[]::new);
    }

    /** Introduces each node to each other one: it would take them longer to hear of one another. */
    private void introduceNodes() throws NoServerException {
        for (int i = 0; i < nodes.size(); i++) {
            for (RedisProcess other : nodes.subList(0, i)) {
                HostAndPort address = other.address();
                nodes.get(i).commands().call("CLUSTER", "MEET", address.getHost(), Integer.toString(address.getPort()));
            }
        }
        Waiting.until("the cluster", this::missingNode);
    }

    private Optional<String> missingNode() {
        return nodes.stream()
                .filter(node -> ClusterView.of(node).masters().size() != nodes.size())
                .map(node -> "the node at " + node.address() + " does not know all others")
                .findFirst();
    }

    private void assignReplicas() {
        for (int i = MASTERS; i < nodes.size(); i++) {
            String master = nodes.get(i - MASTERS).commands().text("CLUSTER", "MYID");
            nodes.get(i).commands().call("CLUSTER", "REPLICATE", master);
        }
    }

    @Override
    public void awaitReady() throws NoServerException {
        Waiting.until("the cluster", this::missing);
    }

    /** Blocks until a condition holds for the view of every running node, and each of them says that the cluster is in order. */
    void awaitAgreement(Predicate<ClusterView> condition) throws NoServerException {
        Waiting.until(
                "the cluster",
                () -> nodes.stream()
                        .filter(RedisProcess::isRunning)
                        .filter(node -> !condition.test(ClusterView.of(node)) || !isOk(node))
                        .map(node -> "the node at " + node.address() + " has not heard of the change")
                        .findFirst());
    }

    private Optional<String> missing() {
        ClusterView view = view();
        int masters = view.masters().size();
        if (masters != MASTERS) {
            return Optional.of("it has " + masters + " masters");
        }
        return nodes.stream()
                .filter(node -> !isReady(node, view))
                .map(node -> "the node at " + node.address() + " is not in sync")
                .findFirst();
    }

    private static boolean isReady(RedisProcess node, ClusterView view) {
        int port = node.address().getPort();
        Replication replication = Replication.of(node);
        boolean isInSync = view.masterOf(port)
                .map(replication::isReplicaOf)
                .orElseGet(() -> replication.isMasterOf(view.replicasOf(port)));
        return isInSync && ClusterView.of(node).equals(view) && isOk(node) && namesReplicas(node);
    }

    /**
     * Returns whether clients that ask a node for the slots hear of the replicas. They do not until it knows that the replicas have
     * received something.
     */
    private static boolean namesReplicas(RedisProcess node) {
        List<?> ranges = (List<?>) node.commands().call("CLUSTER", "SLOTS");
        return ranges.stream().allMatch(range -> ((List<?>) range).size() == RANGE_WITH_REPLICA);
    }

    private static boolean isOk(RedisProcess node) {
        return node.commands().text("CLUSTER", "INFO").contains("cluster_state:ok");
    }

    /** Returns the view of the first node that runs. */
    ClusterView view() {
        return nodes.stream()
                .filter(RedisProcess::isRunning)
                .findFirst()
                .map(ClusterView::of)
                .orElseThrow(() -> new IllegalStateException("no node is running"));
    }

    /** Returns all nodes. At the start, the first half are masters, and the second half their replicas, in the same order. */
    List<RedisProcess> nodes() {
        return nodes;
    }

    @Override
    public URI uri() {
        return URI.create("redis-cluster://" + ServerSetup.addresses(nodes));
    }

    @Override
    public ServerVersion version() {
        return version;
    }

    @Override
    public String description() {
        return "cluster of " + MASTERS + " masters and " + MASTERS + " replicas";
    }

    @Override
    public void stop() {
        group.stop();
    }
}
