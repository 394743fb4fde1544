// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.redis.server.ServerCluster;
import dev.coordination.redis.server.ServerNode;
import dev.coordination.redis.server.SlotMigration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Tests handles on a real cluster, whose slots move and whose masters change. */
@Execution(ExecutionMode.SAME_THREAD)
class ClusterTest {

    private static final Duration TTL = Duration.ofMinutes(10);
    private static final byte[] VALUE = {1};

    private static ServerCluster cluster;

    private final String namespace = "ns-" + UUID.randomUUID();
    private UnifiedJedis client;
    private DistributedCoordination handle;

    @BeforeAll
    static void start() {
        cluster = ServerCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void connect() {
        client = client(RedisProtocol.RESP3);
        handle = connect(client);
    }

    /** Returns a client of either class. */
    private static UnifiedJedis client(RedisProtocol protocol) {
        Set<HostAndPort> nodes = Set.of(cluster.nodes().get(0).address());
        DefaultJedisClientConfig config = DefaultJedisClientConfig.builder()
                .protocol(protocol)
                .timeoutMillis(2000)
                .build();
        return protocol == RedisProtocol.RESP3
                ? ClusterClients.recommended(nodes, config)
                : ClusterClients.old(nodes, config);
    }

    private DistributedCoordination connect(UnifiedJedis client) {
        return RedisCoordination.builder(client, namespace)
                .livenessInterval(ofSeconds(1))
                .build();
    }

    @AfterEach
    void close() {
        handle.close();
        client.close();
    }

    private static String key(int number) {
        return "key" + number;
    }

    private int slot(String key) {
        return JedisClusterCRC16.getSlot(namespace + ":c:" + key);
    }

    private static ServerNode otherThan(ServerNode master) {
        return cluster.masters().stream()
                .filter(node -> node.port() != master.port())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyAreaWorksOnEveryMaster() {
        for (int i = 0; i < 50; i++) {
            String name = key(i);
            handle.cache().setText(name, "v" + i, TTL);
            assertThat(handle.cache().increment("n" + name, 2, TTL)).isEqualTo(2);
            assertThat(handle.cache().replace(name, Utf8.bytes("v" + i), Utf8.bytes("w" + i)))
                    .isTrue();
            assertThat(handle.cache().getText(name)).contains("w" + i);
            Leadership term =
                    handle.leaderElection().tryAcquire(name, "node", TTL).orElseThrow();
            assertThat(handle.leaderElection().renew(term, TTL)).isTrue();
            handle.clusterMembership().register(name, Map.of("a", "b"), TTL);
        }

        assertThat(handle.clusterMembership().activeNodes()).hasSize(50);
        assertThat(handle.cache().deleteMatching("nkey*")).isEqualTo(50);
        assertThat(handle.cache().deleteMatching("*")).isEqualTo(50);
    }

    @Test
    void deletesKeysOfAllMastersWithEitherProtocol() {
        for (RedisProtocol protocol : List.of(RedisProtocol.RESP2, RedisProtocol.RESP3)) {
            try (UnifiedJedis other = client(protocol);
                    DistributedCoordination there = connect(other)) {
                for (int i = 0; i < 3_000; i++) {
                    there.cache().set(key(i), VALUE);
                }
                assertThat(there.cache().deleteMatching("key*")).isEqualTo(3_000);
            }
        }
    }

    /** Returns whether the cluster has sharded channels. Verifies that those of an older one say that it has none. */
    private boolean hasChannels() {
        if (cluster.isAtLeast(7, 0)) {
            return true;
        }
        assertThatThrownBy(() -> handle.pubSub().subscribe("a"))
                .isExactlyInstanceOf(UnsupportedOperationException.class)
                .hasMessage("subscribe of channel \"a\" needs Redis 7.0 or later on a cluster (G-08)");
        assertThatThrownBy(() -> handle.pubSub().publish("a", VALUE))
                .isExactlyInstanceOf(UnsupportedOperationException.class)
                .hasMessage("publish of channel \"a\" needs Redis 7.0 or later on a cluster (G-08)");
        return false;
    }

    @Test
    void messagesReachSubscribersInOrderAndAreCounted() {
        if (!hasChannels()) {
            return;
        }
        try (UnifiedJedis other = client(RedisProtocol.RESP2);
                DistributedCoordination there = connect(other);
                Subscription one = handle.pubSub().subscribe(List.of(Topic.channel("a"), Topic.channel("b")));
                Subscription two = there.pubSub().subscribe("b")) {
            for (int i = 0; i < 100; i++) {
                byte[] number = {(byte) i};
                assertThat(there.pubSub().publish(i % 2 == 0 ? "a" : "b", number))
                        .isEqualTo(i % 2 == 0 ? 1 : 2);
            }
            for (int i = 0; i < 100; i++) {
                assertThat(one.poll()).contains(Message.onChannel(i % 2 == 0 ? "a" : "b", new byte[] {(byte) i}));
            }
            assertThat(two.pending()).isEqualTo(50);
        }
    }

    @Test
    void subscriptionsToPatternsAreRefused() {
        assertThatThrownBy(() -> handle.pubSub().subscribe(List.of(Topic.channel("a"), Topic.pattern("b*"))))
                .isExactlyInstanceOf(UnsupportedOperationException.class)
                .hasMessage("a cluster has no subscriptions to patterns, only to channels (G-08)");
    }

    @Test
    void callsFollowASlotThatHasMoved() {
        handle.cache().setText("a", "1");
        int slot = slot("a");

        cluster.migrate(slot, otherThan(cluster.ownerOf(slot)));

        assertThat(handle.cache().getText("a")).contains("1");
        assertThat(handle.cache().increment("a", 1)).isEqualTo(2);
        assertThat(handle.cache().deleteMatching("*")).isEqualTo(1);
    }

    @Test
    void callsFollowAKeyWhileItsSlotMoves() {
        handle.cache().setText("a", "1");
        int slot = slot("a");
        SlotMigration migration = cluster.startMigration(slot, otherThan(cluster.ownerOf(slot)));
        assertThat(handle.cache().getText("a")).contains("1");

        migration.moveKeys();
        assertThat(handle.cache().getText("a")).contains("1");
        assertThat(handle.cache().increment("a", 1, TTL)).isEqualTo(2);
        assertThatThrownBy(() -> handle.cache().deleteMatching("*"))
                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                .hasMessageContaining("slots of the cluster are being moved; nothing was deleted");

        migration.finish();
        assertThat(handle.cache().increment("a", 1)).isEqualTo(3);
        assertThat(handle.cache().deleteMatching("*")).isEqualTo(1);
    }

    @Test
    void aSlotThatMovesMakesElectionsAndMembershipUnavailableAtWorst() {
        Leadership term = handle.leaderElection().tryAcquire("e", "a", TTL).orElseThrow();
        handle.clusterMembership().register("a", Map.of("x", "y"), TTL);
        for (String tag : List.of("l:e", namespace + ":m")) {
            int slot = JedisClusterCRC16.getSlot("{" + tag + "}");
            SlotMigration migration = cluster.startMigration(slot, otherThan(cluster.ownerOf(slot)));
            tryAll(term);
            migration.moveKeys(key -> key.matches(".*:[htivxa]")); // those that scripts declare
            tryAll(term);
            migration.moveKeys();
            tryAll(term);
            migration.finish();
        }

        assertThat(handle.leaderElection().currentLeader("e")).contains(term);
        assertThat(handle.leaderElection().renew(term, TTL)).isTrue();
        handle.clusterMembership().register("b", Map.of(), TTL);
        assertThat(handle.clusterMembership().members()).containsOnlyKeys("a", "b");
    }

    /** None of these calls may change anything but the TTL. */
    private void tryAll(Leadership term) {
        List<Runnable> calls = List.of(
                () -> assertThat(handle.leaderElection().tryAcquire("e", "other", TTL))
                        .isEmpty(),
                () -> assertThat(handle.leaderElection().renew(term, TTL)).isTrue(),
                () -> assertThat(handle.leaderElection().release("e", "other")).isFalse(),
                () -> assertThat(handle.clusterMembership().heartbeat("a", TTL)).isTrue(),
                () -> assertThat(handle.clusterMembership().heartbeat("none", TTL))
                        .isFalse(),
                () -> assertThat(handle.clusterMembership().deregister("none")).isFalse(),
                () -> assertThat(handle.clusterMembership().activeNodes()).containsExactly("a"),
                () -> handle.clusterMembership().register("a", Map.of("x", "y"), TTL));
        for (Runnable call : calls) {
            try {
                call.run();
            } catch (CoordinationException e) {
                assertThat(e)
                        .isExactlyInstanceOf(CoordinationUnavailableException.class)
                        .hasMessageStartingWith("Redis refused ");
            }
        }
    }

    /** The subscribers stay on the master until it no longer has the slot. */
    @Test
    void messagesReachSubscribersWhileTheSlotOfTheirChannelsMoves() {
        if (!hasChannels()) {
            return;
        }
        try (Subscription subscription = handle.pubSub().subscribe("a")) {
            int slot = JedisClusterCRC16.getSlot("{" + namespace + ":p}");
            SlotMigration migration = cluster.startMigration(slot, otherThan(cluster.ownerOf(slot)));

            assertThat(handle.pubSub().publish("a", VALUE)).isEqualTo(1);
            assertThat(subscription.poll()).contains(Message.onChannel("a", VALUE));

            migration.moveKeys();
            migration.finish();
            assertThat(handle.pubSub().publish("a", VALUE)).isZero();
        }
    }

    @Test
    void messagesNeedNoMemory() {
        if (!hasChannels()) {
            return;
        }
        ServerNode master = cluster.ownerOf(JedisClusterCRC16.getSlot("{" + namespace + ":p}"));
        master.call("CONFIG", "SET", "maxmemory", "1");
        try (Subscription subscription = handle.pubSub().subscribe("a")) {
            assertThat(handle.pubSub().publish("a", VALUE)).isEqualTo(1);
            assertThat(subscription.poll()).contains(Message.onChannel("a", VALUE));
        } finally {
            master.call("CONFIG", "SET", "maxmemory", "0");
        }
    }

    @Test
    void messagesAreRefusedWhileWritesAre() {
        if (!hasChannels()) {
            return;
        }
        ServerNode master = cluster.ownerOf(JedisClusterCRC16.getSlot("{" + namespace + ":p}"));
        master.call("CONFIG", "SET", "min-replicas-to-write", "2");
        try {
            assertThatThrownBy(() -> handle.pubSub().publish("a", VALUE))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageStartingWith("Redis refused publish of channel \"a\" (G-06): NOREPLICAS ");
        } finally {
            master.call("CONFIG", "SET", "min-replicas-to-write", "0");
        }
        assertThat(handle.pubSub().publish("a", VALUE)).isZero();
    }

    @Test
    void aSubscriptionEndsWhenTheSlotOfItsChannelsMoves() {
        if (!hasChannels()) {
            return;
        }
        Subscription subscription = handle.pubSub().subscribe("a");
        int slot = JedisClusterCRC16.getSlot("{" + namespace + ":p}");

        cluster.migrate(slot, otherThan(cluster.ownerOf(slot)));

        assertThatThrownBy(() -> subscription.next(ofSeconds(20)))
                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                .hasMessageContaining(" has lost its connection (S-12): ");
        subscription.close();
        try (Subscription anew = handle.pubSub().subscribe("a")) {
            assertThat(handle.pubSub().publish("a", VALUE)).isEqualTo(1);
            assertThat(anew.poll()).contains(Message.onChannel("a", VALUE));
        }
    }

    @Test
    void aPlannedFailOverLosesNothing() {
        handle.cache().setText("a", "1");
        Leadership term = handle.leaderElection().tryAcquire("e", "a", TTL).orElseThrow();
        handle.leaderElection().release(term);

        for (ServerNode master : cluster.masters()) {
            cluster.failOverTo(cluster.replicaOf(master));
        }

        assertThat(handle.cache().increment("a", 1)).isEqualTo(2);
        assertThat(handle.leaderElection()
                        .tryAcquire("e", "b", TTL)
                        .orElseThrow()
                        .fencingToken())
                .isGreaterThan(term.fencingToken());
        assertThat(handle.cache().deleteMatching("*")).isEqualTo(1);
    }

    @Test
    void aSubscriptionEndsInAPlannedFailOver() {
        if (!hasChannels()) {
            return;
        }
        try (Subscription subscription = handle.pubSub().subscribe("a")) {
            ServerNode master = cluster.ownerOf(JedisClusterCRC16.getSlot("{" + namespace + ":p}"));

            cluster.failOverTo(cluster.replicaOf(master));

            assertThatThrownBy(() -> subscription.next(ofSeconds(20)))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageContaining(" has lost its connection (S-12): ");
        }
        try (Subscription anew = handle.pubSub().subscribe("a")) {
            assertThat(handle.pubSub().publish("a", VALUE)).isEqualTo(1);
            assertThat(anew.poll()).contains(Message.onChannel("a", VALUE));
        }
    }

    /** A replica would accept the subscription, and pass on what its master tells it, as long as it can. */
    @Test
    void aHandleThatKnowsOnlyTheFormerMasterSubscribesToTheNewOne() {
        if (!hasChannels()) {
            return;
        }
        ServerNode master = cluster.ownerOf(JedisClusterCRC16.getSlot("{" + namespace + ":p}"));
        ServerNode replica = cluster.replicaOf(master);
        handle.pubSub().subscribe("a").close();
        cluster.failOverTo(replica);

        try (Subscription subscription = handle.pubSub().subscribe("a")) {
            assertThat(subscribers(master)).isZero();
            assertThat(subscribers(replica)).isEqualTo(1);
            assertThat(subscription.poll()).isEmpty();
        }
    }

    @Test
    void aPublisherThatKnowsOnlyTheFormerMasterIsCountedByTheNewOne() {
        if (!hasChannels()) {
            return;
        }
        handle.pubSub().publish("a", VALUE);
        ServerNode master = cluster.ownerOf(JedisClusterCRC16.getSlot("{" + namespace + ":p}"));
        cluster.failOverTo(cluster.replicaOf(master));

        try (UnifiedJedis other = client(RedisProtocol.RESP2);
                DistributedCoordination there = connect(other);
                Subscription subscription = there.pubSub().subscribe("a")) {
            assertThat(handle.pubSub().publish("a", VALUE)).isEqualTo(1);
            assertThat(subscription.poll()).isPresent();
        }
    }

    private long subscribers(ServerNode node) {
        List<?> counts = (List<?>) node.call("PUBSUB", "SHARDNUMSUB", namespace + ":{" + namespace + ":p}:p:a");
        return (Long) counts.get(1);
    }

    /** The master that nobody else reaches goes on to accept subscriptions and messages. */
    @Test
    void aSubscriptionToAMasterThatTheOthersHaveReplacedEnds() throws Exception {
        if (!hasChannels()) {
            return;
        }
        ServerNode master = cluster.ownerOf(JedisClusterCRC16.getSlot("{" + namespace + ":p}"));
        ServerNode replica = cluster.replicaOf(master);
        try (Subscription subscription = handle.pubSub().subscribe("a")) {
            master.pause();
            try {
                cluster.awaitMaster(replica);
            } finally {
                master.resume();
            }

            assertThatThrownBy(() -> subscription.next(ofSeconds(20)))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class);
        }
        cluster.awaitReady();
    }

    @Test
    void callsGoToTheReplicaThatTakesThePlaceOfADeadMaster() throws Exception {
        try (DistributedCoordination replicated = RedisCoordination.builder(client, namespace)
                .replicated(1, ofSeconds(20))
                .build()) {
            replicated.cache().setText("a", "1"); // or the replica may not have it yet
        }
        ServerNode master = cluster.ownerOf(slot("a"));
        ServerNode replica = cluster.replicaOf(master);

        master.kill();
        try {
            cluster.awaitMaster(replica);

            Await.until("the handle works again", () -> {
                try {
                    return handle.cache().getText("a").isPresent();
                } catch (CoordinationUnavailableException e) {
                    return false;
                }
            });
            assertThat(handle.cache().getText("a")).contains("1");
            assertThat(handle.cache().deleteMatching("*")).isEqualTo(1);
        } finally {
            master.restart();
            cluster.awaitReady();
        }
    }
}
