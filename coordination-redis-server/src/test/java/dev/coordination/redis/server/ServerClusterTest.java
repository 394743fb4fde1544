// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.JedisClusterCRC16;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the embedded binary for Windows is too old")
@Timeout(120)
class ServerClusterTest {

    private final ServerCluster cluster = ServerCluster.start();

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static Object role(ServerNode node) {
        return ((List<?>) node.call("ROLE")).get(0);
    }

    private ServerNode ownerOf(String key) {
        return cluster.ownerOf(JedisClusterCRC16.getSlot(key));
    }

    @Test
    void everyNodeSaysThatTheClusterIsInOrder() {
        assertThat(cluster.nodes())
                .hasSize(6)
                .allSatisfy(node -> assertThat(node.call("CLUSTER", "INFO"))
                        .asString()
                        .contains(
                                "cluster_state:ok",
                                "cluster_slots_ok:16384",
                                "cluster_known_nodes:6",
                                "cluster_size:3"));
        assertThat(cluster.masters())
                .hasSize(3)
                .allSatisfy(master -> assertThat(role(master)).isEqualTo("master"));
        assertThat(cluster.uri())
                .isEqualTo(URI.create("redis-cluster://"
                        + cluster.nodes().stream().map(ServerNode::toString).collect(Collectors.joining(","))));
    }

    @Test
    void theSlotsAreDividedEvenlyAmongTheMasters() {
        List<ServerNode> masters = cluster.masters();

        assertThat(IntStream.of(0, 5_460, 5_461, 10_921, 10_922, 16_383).mapToObj(cluster::ownerOf))
                .containsExactly(
                        masters.get(0), masters.get(0), masters.get(1), masters.get(1), masters.get(2), masters.get(2));
    }

    @Test
    void aWriteOnAMasterReachesItsReplica() {
        for (ServerNode master : cluster.masters()) {
            String key = IntStream.iterate(0, i -> i + 1)
                    .mapToObj(i -> "k" + i)
                    .filter(name -> ownerOf(name) == master)
                    .findFirst()
                    .orElseThrow();
            master.setReplicated(key, "v", 1);

            try (Connection replica = cluster.replicaOf(master).connection()) {
                replica.sendCommand(Protocol.Command.READONLY);
                assertThat(replica.getStatusCodeReply()).isEqualTo("OK");
                replica.sendCommand(Protocol.Command.GET, key);
                assertThat(replica.getBulkReply()).isEqualTo("v");
            }
        }
    }

    @Test
    void aPlannedFailOverChangesTheRolesAndKeepsTheData() {
        ServerNode former = ownerOf("k");
        former.call("SET", "k", "v");
        ServerNode replica = cluster.replicaOf(former);

        cluster.failOverTo(replica);

        assertThat(role(replica)).isEqualTo("master");
        assertThat(role(former)).isEqualTo("slave");
        assertThat(ownerOf("k")).isSameAs(replica);
        assertThat(cluster.replicaOf(replica)).isSameAs(former);
        assertThat(replica.call("GET", "k")).isEqualTo("v");
    }

    @Test
    void aReplicaReplacesAMasterThatWasKilled() {
        ServerNode former = cluster.masters().get(0);
        ServerNode replica = cluster.replicaOf(former);
        former.kill();

        cluster.awaitMaster(replica);

        assertThat(role(replica)).isEqualTo("master");
        former.restart();
        cluster.awaitReady();
        assertThat(cluster.nodes())
                .map(ServerClusterTest::role)
                .containsOnly("master", "slave")
                .filteredOn("master"::equals)
                .hasSize(3);
    }

    @Test
    void aReplicaReplacesAMasterThatIsPaused() {
        ServerNode former = cluster.masters().get(2);
        ServerNode replica = cluster.replicaOf(former);
        former.pause();

        cluster.awaitMaster(replica);

        former.resume();
        cluster.awaitReady();
        assertThat(former.call("PING")).isEqualTo("PONG");
    }

    @Test
    void aSlotMovesWithItsKeys() {
        ServerNode source = ownerOf("{a}");
        ServerNode target = cluster.masters().stream()
                .filter(node -> node != source)
                .findFirst()
                .orElseThrow();
        int slot = JedisClusterCRC16.getSlot("{a}");
        for (int i = 0; i < 2_500; i++) {
            source.call("SET", "{a}" + i, "v" + i);
        }

        cluster.migrate(slot, target);

        assertThat(cluster.ownerOf(slot)).isSameAs(target);
        assertThat(target.call("CLUSTER", "COUNTKEYSINSLOT", Integer.toString(slot)))
                .isEqualTo(2_500L);
        assertThat(target.call("GET", "{a}2499")).isEqualTo("v2499");
        assertThat(cluster.ownerOf(slot == 0 ? 1 : slot - 1)).isSameAs(source);
        cluster.awaitReady();
    }

    @Test
    void whileASlotMovesItsSourceSendsClientsToTheTarget() {
        ServerNode source = ownerOf("{a}");
        ServerNode target = cluster.masters().stream()
                .filter(node -> node != source)
                .findFirst()
                .orElseThrow();
        int slot = JedisClusterCRC16.getSlot("{a}");
        source.call("SET", "{a}1", "v");

        SlotMigration migration = cluster.startMigration(slot, target);

        assertThat(source.call("GET", "{a}1")).isEqualTo("v");
        assertThatExceptionOfType(JedisDataException.class)
                .isThrownBy(() -> source.call("GET", "{a}2"))
                .withMessage("ASK " + slot + " " + target);
        migration.moveKeys();
        assertThatExceptionOfType(JedisDataException.class)
                .isThrownBy(() -> source.call("GET", "{a}1"))
                .withMessage("ASK " + slot + " " + target);
        migration.finish();
        assertThatExceptionOfType(JedisDataException.class)
                .isThrownBy(() -> source.call("GET", "{a}1"))
                .withMessage("MOVED " + slot + " " + target);
        assertThat(target.call("GET", "{a}1")).isEqualTo("v");
    }

    @Test
    void everythingIsStoppedOnClose() {
        cluster.nodes().get(0).pause();
        cluster.nodes().get(1).kill();

        cluster.close();
        cluster.close();

        assertThat(cluster.nodes()).allSatisfy(node -> {
            assertThat(node.isAlive()).isFalse();
            assertThat(node.directory()).doesNotExist();
        });
    }
}
