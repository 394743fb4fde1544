// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.ClusterMembership;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.redis.server.RestartableServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** Tests handles that keep the members and read only changes: they see exactly what a handle sees that reads everything. */
@ExtendWith(RedisExtension.class)
class MemberChangesTest {

    /** Longer than any pause of the machine, because real time passes, too. */
    private static final Duration UNIT = Duration.ofMinutes(10);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void handlesThatReadChangesSeeWhatTheModelPredicts(long seed, RestartableServer server) {
        Random random = new Random(seed);
        try (TestNamespace namespace = new TestNamespace(server);
                DistributedCoordination often = namespace.connect();
                DistributedCoordination rarely = namespace.connect()) {
            Model model = new Model();
            for (int step = 0; step < 300; step++) {
                String done = model.step(random, namespace);
                if (random.nextInt(3) == 0) { // not always, so that several things happen between two reads
                    check(seed + ", step " + step + ": " + done, often, model);
                }
                if (random.nextInt(40) == 0) {
                    check(seed + ", step " + step + ": " + done, rarely, model);
                    try (DistributedCoordination fresh = namespace.connect()) {
                        check(seed + ", step " + step + ": " + done, fresh, model);
                    }
                }
                if (random.nextInt(10) == 0) {
                    evict(random, namespace);
                }
            }
        }
    }

    private static void check(String when, DistributedCoordination handle, Model model) {
        ClusterMembership cluster = handle.clusterMembership();
        assertThat(cluster.members()).as(when).isEqualTo(model.members());
        assertThat(cluster.activeNodes()).as(when).isEqualTo(model.members().keySet());
    }

    /** Deletes a key that only serves to read less: the version, the marker, the packed list, or a change. */
    private static void evict(Random random, TestNamespace namespace) {
        List<String> keys = new ArrayList<>(namespace.keys(namespace.membership() + "g:*"));
        for (String key : List.of("v", "x", "a")) {
            keys.add(namespace.membership() + key);
        }
        namespace.deleteIfPresent(keys.get(random.nextInt(keys.size())));
    }

    /** What the members must be. Time is counted in halves of a unit, and TTLs end between the times that are looked at. */
    private static final class Model {
        private final Map<String, Map<String, String>> metadata = new HashMap<>();
        private final Map<String, Integer> deadlines = new HashMap<>();
        private int now;

        Map<String, Map<String, String>> members() {
            Map<String, Map<String, String>> members = new HashMap<>(metadata);
            members.keySet().removeIf(node -> deadlines.getOrDefault(node, 0) <= now);
            return members;
        }

        String step(Random random, TestNamespace namespace) {
            ClusterMembership cluster = namespace.handle.clusterMembership();
            String node = "node-" + random.nextInt(12);
            int halves = 1 + 2 * random.nextInt(4);
            Duration ttl = UNIT.dividedBy(2).multipliedBy(halves);
            switch (random.nextInt(5)) {
                case 0 -> {
                    Map<String, String> value = Map.of("step", Integer.toString(random.nextInt(1_000)));
                    cluster.register(node, value, ttl);
                    metadata.put(node, value);
                    deadlines.put(node, now + halves);
                    return "register " + node + " for " + halves;
                }
                case 1, 2 -> {
                    boolean active = members().containsKey(node);
                    assertThat(cluster.heartbeat(node, ttl)).isEqualTo(active);
                    if (active) {
                        deadlines.put(node, now + halves);
                    }
                    return "heartbeat of " + node + " for " + halves;
                }
                case 3 -> {
                    assertThat(cluster.deregister(node)).isEqualTo(members().containsKey(node));
                    metadata.remove(node);
                    return "deregister " + node;
                }
                default -> {
                    namespace.pass(UNIT);
                    now += 2;
                    return "pass";
                }
            }
        }
    }

    @Test
    void aNodeWithAShorterTtlThanAllOthersIsGoneWhenItExpires(RestartableServer server) {
        try (TestNamespace namespace = new TestNamespace(server)) {
            ClusterMembership cluster = namespace.handle.clusterMembership();
            cluster.register("long", Map.of(), UNIT.multipliedBy(10));
            assertThat(cluster.activeNodes()).containsExactly("long");

            cluster.register("short", Map.of(), UNIT);
            assertThat(cluster.activeNodes()).containsExactlyInAnyOrder("long", "short");
            namespace.pass(UNIT.multipliedBy(2));
            assertThat(cluster.activeNodes()).containsExactly("long");

            cluster.heartbeat("long", UNIT);
            assertThat(cluster.activeNodes()).containsExactly("long");
            namespace.pass(UNIT.multipliedBy(2));
            assertThat(cluster.activeNodes()).isEmpty();
        }
    }

    @Test
    void moreChangesThanAreSentAreReadAsAWhole(RestartableServer server) {
        try (TestNamespace namespace = new TestNamespace(server);
                DistributedCoordination reader = namespace.connect()) {
            ClusterMembership cluster = namespace.handle.clusterMembership();
            Map<String, Map<String, String>> expected = new HashMap<>();
            for (int count : new int[] {1, 499, 1, 500, 501, 1_000, 0}) {
                for (int i = 0; i < count; i++) {
                    String node = "node-" + expected.size();
                    cluster.register(node, Map.of("k", node), UNIT);
                    expected.put(node, Map.of("k", node));
                }
                assertThat(reader.clusterMembership().members()).isEqualTo(expected);
            }
            cluster.deregister("node-7");
            expected.remove("node-7");
            assertThat(reader.clusterMembership().members()).isEqualTo(expected);
        }
    }

    @Test
    void namesAndMetadataOfAnyKindArePacked(RestartableServer server) {
        try (TestNamespace namespace = new TestNamespace(server);
                DistributedCoordination reader = namespace.connect()) {
            ClusterMembership cluster = namespace.handle.clusterMembership();
            Map<String, Map<String, String>> expected = new HashMap<>();
            for (String node : List.of("a b", " ", "1:x,", "\0", "\n", "ß", "é:,", "x".repeat(65_536))) {
                cluster.register(node, Map.of(node, "", "", node), UNIT);
                expected.put(node, Map.of(node, "", "", node));
                try (DistributedCoordination fresh = namespace.connect()) {
                    assertThat(fresh.clusterMembership().members()).isEqualTo(expected);
                }
                assertThat(reader.clusterMembership().members()).isEqualTo(expected);
            }
        }
    }

    @Test
    void anUnchangedMembershipIsTheSameObject(RestartableServer server) {
        try (TestNamespace namespace = new TestNamespace(server)) {
            ClusterMembership cluster = namespace.handle.clusterMembership();
            cluster.register("a", Map.of(), UNIT);
            Map<String, Map<String, String>> first = cluster.members();

            cluster.heartbeat("a", UNIT);

            assertThat(cluster.members()).isSameAs(first);
        }
    }

    @Test
    void aChangeThatCannotBeRecordedIsSeenNevertheless() {
        try (RestartableServer server = RestartableServer.start(
                        "user bob on >secret ~* &* +@all -set", "user default on nopass ~* &* +@all");
                DistributedCoordination handle = RedisCoordination.connect(server.uri(), "ns");
                DistributedCoordination limited =
                        RedisCoordination.connect(URI.create("redis://bob:secret@127.0.0.1:" + server.port()), "ns")) {
            ClusterMembership cluster = handle.clusterMembership();
            cluster.register("a", Map.of(), UNIT);
            cluster.register("b", Map.of(), UNIT);
            assertThat(cluster.activeNodes()).containsExactlyInAnyOrder("a", "b");

            assertThat(limited.clusterMembership().deregister("a")).isTrue();

            assertThat(cluster.activeNodes()).containsExactly("b");
            assertThat(limited.clusterMembership().activeNodes()).containsExactly("b");
        }
    }

    @Test
    void aHeartbeatOfANodeWhoseKeyWasDeletedCorrectsTheMembers(RestartableServer server) {
        try (TestNamespace namespace = new TestNamespace(server);
                DistributedCoordination reader = namespace.connect()) {
            ClusterMembership cluster = namespace.handle.clusterMembership();
            cluster.register("a", Map.of(), UNIT);
            cluster.register("b", Map.of(), UNIT);
            assertThat(reader.clusterMembership().activeNodes()).containsExactlyInAnyOrder("a", "b");

            namespace.delete(namespace.node("a"));
            assertThat(cluster.heartbeat("a", UNIT)).isFalse();

            assertThat(reader.clusterMembership().activeNodes()).containsExactly("b");
        }
    }

    @Test
    void aServerThatIsOutOfMemoryStillTellsTheMembersAndKeepsThemActive() {
        try (RestartableServer server = RestartableServer.start();
                TestNamespace namespace = new TestNamespace(server);
                DistributedCoordination reader = namespace.connect();
                Connection admin = server.connection()) {
            ClusterMembership cluster = namespace.handle.clusterMembership();
            cluster.register("a", Map.of(), UNIT.multipliedBy(3));
            cluster.register("b", Map.of(), UNIT);
            cluster.register("c", Map.of(), UNIT.multipliedBy(3));
            assertThat(reader.clusterMembership().activeNodes()).containsExactlyInAnyOrder("a", "b", "c");
            admin.executeCommand(new CommandArguments(Command.CONFIG)
                    .add("SET")
                    .add("maxmemory")
                    .add(1));

            assertThatThrownBy(() -> cluster.register("d", Map.of(), UNIT))
                    .isInstanceOf(CoordinationUnavailableException.class);
            assertThat(cluster.heartbeat("a", UNIT.multipliedBy(5))).isTrue();
            assertThat(cluster.deregister("c")).isTrue();
            for (ClusterMembership each : List.of(cluster, reader.clusterMembership())) {
                assertThat(each.activeNodes()).containsExactlyInAnyOrder("a", "b");
            }
            namespace.pass(UNIT.multipliedBy(2));
            for (ClusterMembership each : List.of(cluster, reader.clusterMembership())) {
                assertThat(each.activeNodes()).containsExactly("a");
            }

            admin.executeCommand(new CommandArguments(Command.CONFIG)
                    .add("SET")
                    .add("maxmemory")
                    .add(0));
            cluster.register("e", Map.of(), UNIT);
            for (ClusterMembership each : List.of(cluster, reader.clusterMembership())) {
                assertThat(each.activeNodes()).containsExactlyInAnyOrder("a", "e");
            }
        }
    }
}
