package dev.coordination.redis;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.ClusterMembership;
import dev.coordination.CoordinationException;
import dev.coordination.DistributedCoordination;
import dev.coordination.redis.server.RestartableServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

@ExtendWith(RedisExtension.class)
class RedisMembershipTest {

    private static final Duration TTL = ofSeconds(100);

    private final String namespace = RedisExtension.uniqueNamespace();
    private final DistributedCoordination handle;
    private final ClusterMembership cluster;
    private final Connection admin;

    RedisMembershipTest(RestartableServer server) {
        handle = RedisCoordination.connect(server.uri(), namespace);
        cluster = handle.clusterMembership();
        admin = server.connection();
    }

    @AfterEach
    void close() {
        handle.close();
        admin.close();
    }

    @Test
    void cleansTheTraceOfAnExpiredNodeWhenItLooks() {
        for (Runnable look : List.<Runnable>of(cluster::members, cluster::activeNodes)) {
            cluster.register("gone", Map.of(), TTL);
            cluster.register("here", Map.of(), TTL);
            expire("gone");
            assertThat(index()).containsExactlyInAnyOrder("gone", "here");

            look.run();

            assertThat(index()).containsExactly("here");
            assertThat(cluster.members()).containsOnlyKeys("here");
            assertThat(cluster.activeNodes()).containsExactly("here");
        }
    }

    @Test
    void leavesNoTraceOfTheLastNode() {
        cluster.register("a", Map.of(), TTL);

        assertThat(cluster.deregister("a")).isTrue();

        assertThat(cluster.deregister("a")).isFalse();
        assertThat(index()).isEmpty();
        assertThat(cluster.heartbeat("a", TTL)).isFalse();
        assertThat(index()).isEmpty();
        assertThat(cluster.activeNodes()).isEmpty();
        assertThat(cluster.members()).isEmpty();
    }

    @Test
    void findsNodesThatStillBeatAgainWhenTheIndexIsLost() {
        cluster.register("a", Map.of("k", "v"), TTL);
        admin.sendCommand(Command.DEL, Utf8.bytes(namespace + ":{m}:i"));
        assertThat(admin.getIntegerReply()).isEqualTo(1);

        assertThat(cluster.heartbeat("a", TTL)).isTrue();

        assertThat(cluster.members()).isEqualTo(Map.of("a", Map.of("k", "v")));
    }

    @Test
    void keepsNodesApartWhateverIsInTheirNames() {
        Set<String> nodes = Set.of("a", "i", "n:a", "a}", "{m}:n:a", "*", "a*", "[a]", "\0", "\n", " ", "ß", "a:");
        nodes.forEach(node -> cluster.register(node, Map.of("node", node), TTL));

        assertThat(cluster.activeNodes()).isEqualTo(nodes);
        assertThat(cluster.members())
                .allSatisfy((node, metadata) -> assertThat(metadata).containsEntry("node", node));
        assertThat(cluster.deregister("*")).isTrue();
        assertThat(cluster.activeNodes()).hasSize(nodes.size() - 1);
    }

    @Test
    void givesSnapshotsThatNobodyChanges() {
        cluster.register("a", Map.of("k", "v"), TTL);

        assertThatThrownBy(() -> cluster.activeNodes().add("b")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> cluster.members().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> cluster.members().get("a").clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> cluster.metadata("a").orElseThrow().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void saysWhenMetadataIsNotItsOwn() {
        cluster.register("a", Map.of(), TTL);
        admin.sendCommand(Command.SET, Utf8.bytes(namespace + ":{m}:n:a"), Utf8.bytes("x"));
        admin.getStatusCodeReply();

        assertThatThrownBy(() -> cluster.metadata("a")).isExactlyInstanceOf(CoordinationException.class);
        assertThatThrownBy(cluster::members)
                .isExactlyInstanceOf(CoordinationException.class)
                .hasMessage("the metadata of node \"a\" is not of this adapter's making");
        assertThat(cluster.activeNodes()).containsExactly("a");
    }

    @Test
    void neverMissesANodeThatRegistersAgainWhileOthersClean() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Thread cleaner = new Thread(() -> {
            while (!done.get()) {
                cluster.members();
            }
        });
        cleaner.start();
        try {
            for (int i = 0; i < 500; i++) {
                cluster.register("a", Map.of(), TTL);
                assertThat(cluster.activeNodes()).containsExactly("a");
                expire("a");
            }
        } finally {
            done.set(true);
            cleaner.join();
        }
    }

    /** Lets a node's time run out. */
    private void expire(String node) {
        admin.sendCommand(Command.PEXPIRE, Utf8.bytes(namespace + ":{m}:n:" + node), Utf8.bytes(0));
        assertThat(admin.getIntegerReply()).isEqualTo(1);
    }

    private List<String> index() {
        admin.sendCommand(Command.SMEMBERS, Utf8.bytes(namespace + ":{m}:i"));
        return admin.getBinaryMultiBulkReply().stream().map(Utf8::text).toList();
    }
}
