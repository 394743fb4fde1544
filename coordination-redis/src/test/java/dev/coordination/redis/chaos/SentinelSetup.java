// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.RedisCoordination;
import dev.coordination.redis.server.SentinelServers;
import dev.coordination.redis.server.ServerNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.exceptions.JedisDataException;

/** A master and two replicas, each of which has saved each write before it acknowledges it, and three sentinels. */
final class SentinelSetup implements ChaosSetup {

    private static final int REPLICAS = 2;

    private final SentinelServers servers = SentinelServers.start("appendonly yes", "appendfsync always");

    @Override
    public String name() {
        return "sentinel";
    }

    @Override
    public String description() {
        return "A master and two replicas, with `appendonly yes` and `appendfsync always`, and three sentinels, which consider a"
                + " server down after 2 s. Two families of handles, each with two by URI and one with a"
                + " `RedisSentinelClient`: `replicated(2, 1 s)`, and plain.";
    }

    @Override
    public List<Family> families() {
        return List.of(family("replicated", true), family("plain", false));
    }

    private Family family(String name, boolean replicated) {
        List<DistributedCoordination> handles = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            handles.add(build(
                    RedisCoordination.builder(servers.uri(), name)
                            .connectionTimeout(ChaosRun.TIMEOUT)
                            .socketTimeout(ChaosRun.TIMEOUT),
                    replicated));
        }
        RedisSentinelClient client = client();
        handles.add(build(RedisCoordination.builder(client, name), replicated));
        return new Family(name, replicated, false, PubSubLoad.ALL, handles, List.of(client));
    }

    private static DistributedCoordination build(RedisCoordination.Builder builder, boolean replicated) {
        builder.livenessInterval(ChaosRun.LIVENESS_INTERVAL);
        return (replicated ? builder.replicated(REPLICAS, ChaosRun.TIMEOUT) : builder).build();
    }

    private RedisSentinelClient client() {
        Set<HostAndPort> sentinels =
                servers.sentinels().stream().map(ServerNode::address).collect(Collectors.toSet());
        return RedisSentinelClient.builder()
                .masterName(servers.masterName())
                .sentinels(sentinels)
                .clientConfig(DefaultJedisClientConfig.builder()
                        .timeoutMillis((int) ChaosRun.TIMEOUT.toMillis())
                        .build())
                .build();
    }

    @Override
    public List<Disruption> disruptions() {
        return List.of(
                new Disruption("planned fail-over", this::failOver),
                new Disruption("kill the master, restart it after the fail-over", this::killMaster),
                new Disruption("kill the master, restart it at once", this::restartMaster),
                new Disruption("stop the master, until the fail-over", this::stopMaster),
                new Disruption("kill the replicas, then the master", this::killAll),
                new Disruption("stop the master, briefly", random -> Nodes.stop(servers.master(), random)),
                new Disruption(
                        "kill a replica", random -> Nodes.restart(Nodes.anyOf(servers.replicas(), random), random)),
                new Disruption("stop a replica", random -> Nodes.stop(Nodes.anyOf(servers.replicas(), random), random)),
                new Disruption(
                        "kill a sentinel", random -> Nodes.restart(Nodes.anyOf(servers.sentinels(), random), random)),
                new Disruption(
                        "stop a sentinel", random -> Nodes.stop(Nodes.anyOf(servers.sentinels(), random), random)),
                new Disruption(
                        "cut all connections to the master",
                        random -> servers.master().call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")),
                new Disruption(
                        "cut all subscribers of the master",
                        random -> servers.master().call("CLIENT", "KILL", "TYPE", "pubsub")),
                new Disruption(
                        "pause all clients of the master",
                        random -> Nodes.pauseClients(servers.master(), random, "ALL")),
                new Disruption(
                        "pause writes of the master", random -> Nodes.pauseClients(servers.master(), random, "WRITE")),
                new Disruption("lose the scripts", random -> servers.master().call("SCRIPT", "FLUSH")));
    }

    private void failOver(RandomGenerator random) throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                servers.failOver();
                return;
            } catch (JedisDataException e) { // a sentinel still considers a replica unsuitable
                if (attempt == 20) {
                    throw e;
                }
                Pause.millis(500);
            }
        }
    }

    private void killMaster(RandomGenerator random) throws InterruptedException {
        ServerNode master = servers.master();
        master.kill();
        servers.awaitMasterOtherThan(master);
        Pause.upTo(random, Duration.ofSeconds(2));
        master.restart();
    }

    private void restartMaster(RandomGenerator random) throws InterruptedException {
        Nodes.restart(servers.master(), random);
    }

    private void stopMaster(RandomGenerator random) throws InterruptedException {
        ServerNode master = servers.master();
        master.pause();
        try {
            servers.awaitMasterOtherThan(master);
            Pause.upTo(random, Duration.ofSeconds(2));
        } finally {
            master.resume();
        }
    }

    /** The master executes calls that no replica confirms, and then a replica takes its place. */
    private void killAll(RandomGenerator random) throws InterruptedException {
        ServerNode master = servers.master();
        List<ServerNode> replicas = servers.replicas();
        replicas.forEach(ServerNode::kill);
        Pause.millis(ChaosRun.TIMEOUT.toMillis() + random.nextInt(1_000));
        master.kill();
        replicas.forEach(ServerNode::restart);
        servers.awaitMasterOtherThan(master);
        master.restart();
    }

    @Override
    public void awaitReady() throws InterruptedException {
        servers.awaitReady();
        Nodes.awaitSaved(servers.servers());
    }

    @Override
    public void close() {
        servers.close();
    }
}
