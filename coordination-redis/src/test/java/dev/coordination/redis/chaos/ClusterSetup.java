// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.RedisCoordination;
import dev.coordination.redis.server.ServerCluster;
import dev.coordination.redis.server.ServerNode;
import dev.coordination.redis.server.SlotMigration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Three masters with a replica each, each of which has saved each write before it acknowledges it. */
final class ClusterSetup implements ChaosSetup {

    private static final int REPLICAS = 1;
    private static final int HANDLES = 3;

    private final ServerCluster cluster = ServerCluster.start("appendonly yes", "appendfsync always");

    @Override
    public String name() {
        return "cluster";
    }

    @Override
    public String description() {
        return "Three masters with a replica each, with `appendonly yes` and `appendfsync always`, which consider a node down"
                + " after 2 s. Two families of three handles, each with a `RedisClusterClient`: `replicated(1, 1 s)`, and"
                + " plain.";
    }

    @Override
    public List<Family> families() {
        return List.of(family("replicated", true), family("plain", false));
    }

    private Family family(String name, boolean replicated) {
        List<DistributedCoordination> handles = new ArrayList<>();
        List<AutoCloseable> clients = new ArrayList<>();
        for (int i = 0; i < HANDLES; i++) {
            RedisClusterClient client = client();
            clients.add(client);
            RedisCoordination.Builder builder =
                    RedisCoordination.builder(client, name).livenessInterval(ChaosRun.LIVENESS_INTERVAL);
            handles.add((replicated ? builder.replicated(REPLICAS, ChaosRun.TIMEOUT) : builder).build());
        }
        PubSubLoad channels = cluster.isAtLeast(7, 0) ? PubSubLoad.CHANNELS : PubSubLoad.NONE;
        return new Family(name, replicated, false, channels, handles, clients);
    }

    private RedisClusterClient client() {
        Set<HostAndPort> nodes =
                cluster.nodes().stream().map(ServerNode::address).collect(Collectors.toSet());
        return RedisClusterClient.builder()
                .nodes(nodes)
                .clientConfig(DefaultJedisClientConfig.builder()
                        .timeoutMillis((int) ChaosRun.TIMEOUT.toMillis())
                        .build())
                .build();
    }

    @Override
    public List<Disruption> disruptions() {
        return List.of(
                new Disruption("planned fail-over", random -> cluster.failOverTo(cluster.replicaOf(anyMaster(random)))),
                new Disruption("kill a master, restart it after the fail-over", this::killMaster),
                new Disruption("kill a master, restart it at once", random -> Nodes.restart(anyMaster(random), random)),
                new Disruption("stop a master, until the fail-over", this::stopMaster),
                new Disruption("stop a master, briefly", random -> Nodes.stop(anyMaster(random), random)),
                new Disruption("kill a replica", random -> Nodes.restart(anyReplica(random), random)),
                new Disruption("stop a replica", random -> Nodes.stop(anyReplica(random), random)),
                new Disruption("move a slot", this::migrate),
                new Disruption("move a slot, slowly", this::migrateSlowly),
                new Disruption(
                        "cut all connections to a master",
                        random -> anyMaster(random).call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")),
                new Disruption(
                        "cut all subscribers of a master",
                        random -> anyMaster(random).call("CLIENT", "KILL", "TYPE", "pubsub")),
                new Disruption(
                        "pause all clients of a master",
                        random -> Nodes.pauseClients(anyMaster(random), random, "ALL")),
                new Disruption(
                        "pause writes of a master", random -> Nodes.pauseClients(anyMaster(random), random, "WRITE")),
                new Disruption("lose the scripts", random -> anyMaster(random).call("SCRIPT", "FLUSH")));
    }

    private ServerNode anyMaster(RandomGenerator random) {
        return Nodes.anyOf(cluster.masters(), random);
    }

    private ServerNode anyReplica(RandomGenerator random) {
        return cluster.replicaOf(anyMaster(random));
    }

    private void killMaster(RandomGenerator random) throws InterruptedException {
        ServerNode master = anyMaster(random);
        ServerNode replica = cluster.replicaOf(master);
        master.kill();
        cluster.awaitMaster(replica);
        Pause.upTo(random, Duration.ofSeconds(2));
        master.restart();
    }

    private void stopMaster(RandomGenerator random) throws InterruptedException {
        ServerNode master = anyMaster(random);
        ServerNode replica = cluster.replicaOf(master);
        master.pause();
        try {
            cluster.awaitMaster(replica);
            Pause.upTo(random, Duration.ofSeconds(2));
        } finally {
            master.resume();
        }
    }

    private void migrate(RandomGenerator random) {
        int slot = usedSlot(random);
        cluster.migrate(slot, otherThan(cluster.ownerOf(slot), random));
    }

    private void migrateSlowly(RandomGenerator random) throws InterruptedException {
        int slot = usedSlot(random);
        SlotMigration migration = cluster.startMigration(slot, otherThan(cluster.ownerOf(slot), random));
        Pause.upTo(random, Duration.ofSeconds(1));
        migration.moveKeys();
        Pause.upTo(random, Duration.ofSeconds(1));
        migration.moveKeys(); // those that clients have created meanwhile
        migration.finish();
    }

    private ServerNode otherThan(ServerNode owner, RandomGenerator random) {
        return Nodes.anyOf(
                cluster.masters().stream().filter(master -> master != owner).toList(), random);
    }

    /** Returns the slot of a key or channel that the load uses all the time. */
    private static int usedSlot(RandomGenerator random) {
        List<String> keys = new ArrayList<>();
        for (String namespace : List.of("replicated", "plain")) {
            keys.add(namespace + ":c:counter-" + random.nextInt(4));
            keys.add(namespace + ":c:register-" + random.nextInt(2));
            keys.add(namespace + ":c:swapped");
            keys.add(namespace + ":{" + namespace + ":p}:p:channel-" + random.nextInt(2));
            keys.add(namespace + ":{l:election-" + random.nextInt(2) + "}:h");
            keys.add("{" + namespace + ":m}:i");
        }
        return JedisClusterCRC16.getSlot(keys.get(random.nextInt(keys.size())));
    }

    @Override
    public void awaitReady() throws InterruptedException {
        cluster.awaitReady();
        Nodes.awaitSaved(cluster.nodes());
    }

    @Override
    public void close() {
        cluster.close();
    }
}
