// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.redis.server.ServerCluster;
import dev.coordination.redis.server.ServerNode;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.params.SetParams;

/** Tests what a harness does on the nodes of a cluster. One test counts the keys of all others, so they run one by one. */
@Execution(ExecutionMode.SAME_THREAD)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the embedded binary for Windows is too old")
class ClusterNodesTest {

    private static final int KEYS = 300;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private static ServerCluster cluster;

    private final HarnessNamespace namespace = HarnessNamespace.random();
    private final RedisClusterClient client = RedisClusterClient.builder()
            .nodes(Set.of(cluster.nodes().get(0).address()))
            .clientConfig(named(namespace.name()).build())
            .build();
    private final RedisNodes nodes = RedisNodes.of(client);

    @BeforeAll
    static void start() {
        cluster = ServerCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void removeKeys() {
        namespace.removeKeys(nodes);
        client.close();
    }

    private static DefaultJedisClientConfig.Builder named(String name) {
        return DefaultJedisClientConfig.builder().clientName(name).timeoutMillis(10_000);
    }

    private List<String> put(HarnessNamespace in, int count) {
        List<String> keys =
                IntStream.range(0, count).mapToObj(i -> in.name() + ":" + i).toList();
        keys.forEach(key -> client.set(key, "value", SetParams.setParams().px(3 * HOUR)));
        return keys;
    }

    private TtlShift shift(long limit) {
        return new TtlShift(nodes, namespace.glob(), limit, "the cluster", "Use");
    }

    private void assertRemaining(List<String> keys, long millis) {
        assertThat(keys).allSatisfy(key -> assertThat(client.pttl(key)).isBetween(millis - MINUTE, millis));
    }

    @Test
    void aShiftReachesTheKeysOfEveryMasterOnce() {
        List<String> keys = put(namespace, KEYS);
        assertThat(nodes.onMasters(master -> master.dbSize())).hasSize(3).doesNotContain(0L);

        shift(TtlShift.NO_LIMIT).pass(HOUR);

        assertRemaining(keys, 2 * HOUR);
        shift(KEYS).pass(2 * HOUR);
        assertThat(keys).noneMatch(client::exists);
    }

    @Test
    void theKeysOfAllMastersAreCountedBeforeOneIsShifted() {
        List<String> keys = put(namespace, KEYS);
        long mostOnOneMaster = nodes.onMasters(master -> master.dbSize()).stream()
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();

        for (long limit : List.of(mostOnOneMaster, KEYS - 1L)) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> shift(limit).pass(HOUR))
                    .withMessageStartingWith("Cannot move time on the cluster: the database holds 300 keys.");
        }

        assertRemaining(keys, 3 * HOUR);
    }

    @Test
    void theKeysOfTheNamespaceAreRemovedFromEveryMaster() {
        HarnessNamespace other = HarnessNamespace.random();
        List<String> keys = put(namespace, KEYS);
        List<String> strangers = put(other, 30);
        try {
            namespace.removeKeys(nodes);

            assertThat(keys).noneMatch(client::exists);
            assertThat(strangers).allMatch(client::exists);
        } finally {
            other.removeKeys(nodes);
        }
    }

    @Test
    void subscriptionsAreCutOnMastersAndReplicas() {
        HarnessNamespace other = HarnessNamespace.random();
        for (ServerNode node : cluster.nodes()) {
            try (Connection own = subscribed(node, namespace);
                    Connection strange = subscribed(node, other)) {
                namespace.killSubscriptions(nodes);

                assertThatExceptionOfType(JedisConnectionException.class)
                        .isThrownBy(own::getOne)
                        .matches(thrown -> !(thrown.getCause() instanceof SocketTimeoutException), "is no timeout");
                strange.sendCommand(Protocol.Command.PING);
                assertThat(strange.getMultiBulkReply()).containsExactly("pong", "");
            }
        }
    }

    private static Connection subscribed(ServerNode node, HarnessNamespace name) {
        Connection connection = new Connection(
                node.address(), named(name.name()).protocol(RedisProtocol.RESP2).build());
        connection.sendCommand(Protocol.Command.SUBSCRIBE, "channel");
        assertThat(connection.getObjectMultiBulkReply()).hasSize(3);
        return connection;
    }
}
