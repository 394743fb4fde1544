// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.ClusterMembership;
import dev.coordination.CoordinationException;
import dev.coordination.redis.server.RestartableServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
class RedisClusterMembershipTest {

    private static final Duration TTL = ofSeconds(100);

    private final TestNamespace namespace;
    private final ClusterMembership clusterMembership;

    RedisClusterMembershipTest(RestartableServer server) {
        namespace = new TestNamespace(server);
        clusterMembership = namespace.handle.clusterMembership();
    }

    @AfterEach
    void close() {
        namespace.close();
    }

    @Test
    void readingRemovesExpiredNodesFromTheIndex() {
        for (Runnable query : List.<Runnable>of(clusterMembership::members, clusterMembership::activeNodes)) {
            clusterMembership.register("gone", Map.of(), TTL);
            clusterMembership.register("here", Map.of(), TTL);
            expire("gone");
            assertThat(index()).containsExactlyInAnyOrder("gone", "here");

            query.run();

            assertThat(index()).containsExactly("here");
            assertThat(clusterMembership.members()).containsOnlyKeys("here");
            assertThat(clusterMembership.activeNodes()).containsExactly("here");
        }
    }

    @Test
    void deregisteringTheLastNodeEmptiesTheIndex() {
        clusterMembership.register("a", Map.of(), TTL);

        assertThat(clusterMembership.deregister("a")).isTrue();

        assertThat(clusterMembership.deregister("a")).isFalse();
        assertThat(index()).isEmpty();
        assertThat(clusterMembership.heartbeat("a", TTL)).isFalse();
        assertThat(index()).isEmpty();
        assertThat(clusterMembership.activeNodes()).isEmpty();
        assertThat(clusterMembership.members()).isEmpty();
    }

    @Test
    void heartbeatsRestoreALostIndex() {
        clusterMembership.register("a", Map.of("k", "v"), TTL);
        namespace.delete(namespace.nodeIndex());

        assertThat(clusterMembership.heartbeat("a", TTL)).isTrue();

        assertThat(clusterMembership.members()).isEqualTo(Map.of("a", Map.of("k", "v")));
    }

    @Test
    void nodesAreDistinguishedWhateverTheirNamesContain() {
        Set<String> nodes =
                Set.of("a", "i", "n:a", "a}", "m}:n:a", "{m}:n:a", "*", "a*", "[a]", "\0", "\n", " ", "ß", "a:");
        nodes.forEach(node -> clusterMembership.register(node, Map.of("node", node), TTL));

        assertThat(clusterMembership.activeNodes()).isEqualTo(nodes);
        assertThat(clusterMembership.members())
                .allSatisfy((node, metadata) -> assertThat(metadata).containsEntry("node", node));
        assertThat(clusterMembership.deregister("*")).isTrue();
        assertThat(clusterMembership.activeNodes()).hasSize(nodes.size() - 1);
    }

    @Test
    void snapshotsAreImmutable() {
        clusterMembership.register("a", Map.of("k", "v"), TTL);

        assertThatThrownBy(() -> clusterMembership.activeNodes().add("b"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> clusterMembership.members().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> clusterMembership.members().get("a").clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> clusterMembership.metadata("a").orElseThrow().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void metadataThatAnotherProgramWroteIsRefused() {
        clusterMembership.register("a", Map.of(), TTL);
        namespace.set(namespace.node("a"), "x");

        assertThatThrownBy(() -> clusterMembership.metadata("a")).isExactlyInstanceOf(CoordinationException.class);
        assertThatThrownBy(clusterMembership::members)
                .isExactlyInstanceOf(CoordinationException.class)
                .hasMessage("the metadata of node \"a\" was not written by this adapter");
        assertThat(clusterMembership.activeNodes()).containsExactly("a");
    }

    @Test
    void aNodeThatRegistersAgainIsNeverMissedWhileAnotherThreadReads() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Thread cleaner = new Thread(() -> {
            while (!done.get()) {
                clusterMembership.members();
            }
        });
        cleaner.start();
        try {
            for (int i = 0; i < 500; i++) {
                clusterMembership.register("a", Map.of(), TTL);
                assertThat(clusterMembership.activeNodes()).containsExactly("a");
                expire("a");
            }
        } finally {
            done.set(true);
            cleaner.join();
        }
    }

    /** Makes a node expire, and the marker that says that none has. */
    private void expire(String node) {
        namespace.expire(namespace.node(node));
        namespace.expireIfPresent(namespace.membership() + "x");
    }

    private List<String> index() {
        return namespace.members(namespace.nodeIndex());
    }
}
