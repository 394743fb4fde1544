// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.redis.server.ServerCluster;
import dev.coordination.redis.server.ServerNode;
import dev.coordination.redis.server.SlotMigration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Tests users of a cluster who have the permissions that {@code docs/production.md} lists, or all but one of them. */
@Execution(ExecutionMode.SAME_THREAD)
class ClusterPermissionsTest {

    /** The one in the documentation. */
    private static final String NAMESPACE = "orders";

    private static ServerCluster cluster;

    @BeforeAll
    static void start() {
        cluster = ServerCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** Returns the permissions, as far as the nodes know them. */
    private static List<String> permissions() throws IOException {
        PermissionsPage page = PermissionsPage.read();
        List<String> all = new ArrayList<>(page.permissions());
        all.removeIf(rule -> rule.matches("\\+p?(publish|(un)?subscribe)"));
        all.addAll(page.onCluster());
        if (!hasChannels()) {
            all.removeIf(rule -> rule.matches("\\+s(publish|(un)?subscribe)"));
        }
        return all;
    }

    private static boolean hasChannels() {
        return cluster.isAtLeast(7, 0);
    }

    private static Map<String, Calls.Call> calls() {
        Map<String, Calls.Call> calls = Calls.all();
        if (!hasChannels()) {
            calls.remove("publish");
        }
        return calls;
    }

    private interface Body {
        void run(DistributedCoordination handle) throws Exception;
    }

    private static void asUserWith(List<String> permissions, Body body) throws Exception {
        List<String> user = new ArrayList<>(List.of("SETUSER", "bob", "reset", "on", ">secret"));
        user.addAll(permissions);
        for (ServerNode node : cluster.nodes()) {
            node.call("ACL", user.toArray(String[]::new));
        }
        try (UnifiedJedis client = ClusterClients.recommended(
                        Set.of(cluster.nodes().get(0).address()),
                        DefaultJedisClientConfig.builder()
                                .user("bob")
                                .password("secret")
                                .timeoutMillis(5_000)
                                .build());
                DistributedCoordination handle =
                        RedisCoordination.builder(client, NAMESPACE).build()) {
            body.run(handle);
        }
    }

    @Test
    void everyCallWorksWithTheDocumentedPermissions() throws Exception {
        asUserWith(permissions(), handle -> {
            calls().values().forEach(call -> call.apply(handle));
            if (hasChannels()) {
                try (Subscription subscription = handle.pubSub().subscribe("channel")) {
                    assertThat(handle.pubSub().publish("channel", Calls.VALUE)).isEqualTo(1);
                    assertThat(subscription.poll()).isPresent();
                }
            }
        });
    }

    @Test
    void callsFollowAKeyWhileItsSlotMoves() throws Exception {
        asUserWith(permissions(), handle -> {
            handle.cache().set("moving", Calls.VALUE);
            int slot = JedisClusterCRC16.getSlot(NAMESPACE + ":c:moving");
            ServerNode target = cluster.masters().stream()
                    .filter(node -> node.port() != cluster.ownerOf(slot).port())
                    .findFirst()
                    .orElseThrow();
            SlotMigration migration = cluster.startMigration(slot, target);
            migration.moveKeys();

            assertThat(handle.cache().get("moving")).contains(Calls.VALUE);

            migration.finish();
            assertThat(handle.cache().get("moving")).contains(Calls.VALUE);
        });
    }

    @Test
    void withoutTheListOfNodesOnlyDeletionByPatternIsRefused() throws Exception {
        List<String> permissions = permissions();
        assertThat(permissions.remove("+cluster|nodes")).isTrue();
        asUserWith(
                permissions,
                handle -> calls().forEach((name, call) -> {
                    if (name.equals("deleteMatching")) {
                        assertThatThrownBy(() -> call.apply(handle))
                                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                                .hasMessageContaining("NOPERM");
                    } else {
                        call.apply(handle);
                    }
                }));
    }
}
