// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.ClusterMembership;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Snapshots of the membership, including those taken while nodes register: M-05, M-06. */
abstract class SnapshotContract extends MembershipArea {

    private static final Map<String, String> WEB = Map.of("role", "web", "zone", "a");

    private static final int ROUNDS = 10;

    @Test
    @Tag("M-05")
    void snapshotsCannotBeChanged() {
        cluster().register("node-a", WEB, units(4));
        cluster().register("node-b", Map.of(), units(4));

        assertImmutable(cluster().activeNodes());
        assertImmutable(cluster().members(), Map.of());
        assertImmutable(cluster().members().keySet());
        cluster().members().values().forEach(metadata -> assertImmutable(metadata, "x"));
        assertImmutable(cluster().metadata("node-a").orElseThrow(), "x");
        assertImmutable(cluster().metadata("node-b").orElseThrow(), "x");

        assertMembers(Map.of("node-a", WEB, "node-b", Map.of()));
    }

    @Test
    @Tag("M-05")
    void emptySnapshotsCannotBeChanged() {
        assertThatThrownBy(() -> cluster().activeNodes().add("node-a"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> cluster().members().put("node-a", Map.of()))
                .isInstanceOf(UnsupportedOperationException.class);

        assertMembers(Map.of());
    }

    private static void assertImmutable(Set<String> nodes) {
        assertThatThrownBy(() -> nodes.add("x")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> nodes.remove("node-a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(nodes::clear).isInstanceOf(UnsupportedOperationException.class);
        Iterator<String> iterator = nodes.iterator();
        iterator.next();
        assertThatThrownBy(iterator::remove).isInstanceOf(UnsupportedOperationException.class);
    }

    private static <V> void assertImmutable(Map<String, V> map, V value) {
        assertThatThrownBy(() -> map.put("x", value)).isInstanceOf(UnsupportedOperationException.class);
        for (String key : Set.copyOf(map.keySet())) {
            assertThatThrownBy(() -> map.put(key, value)).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> map.remove(key)).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
        }
        map.entrySet()
                .forEach(entry -> assertThatThrownBy(() -> entry.setValue(value))
                        .isInstanceOf(UnsupportedOperationException.class));
    }

    @Test
    @Tag("M-05")
    void snapshotsDoNotShowLaterChanges() {
        cluster().register("node-a", WEB, units(2));
        Set<String> activeNodes = cluster().activeNodes();
        Map<String, Map<String, String>> members = cluster().members();
        Map<String, String> metadata = cluster().metadata("node-a").orElseThrow();

        cluster().register("node-a", Map.of("role", "changed"), units(2));
        cluster().register("node-b", WEB, units(8));
        assertSame(activeNodes, members, metadata);
        time().advance(units(2));
        assertSame(activeNodes, members, metadata);
        cluster().deregister("node-b");
        assertSame(activeNodes, members, metadata);
    }

    private static void assertSame(
            Set<String> activeNodes, Map<String, Map<String, String>> members, Map<String, String> metadata) {
        assertThat(activeNodes)
                .as("an earlier result of clusterMembership.activeNodes")
                .containsExactly("node-a");
        assertThat(members).as("an earlier result of clusterMembership.members").isEqualTo(Map.of("node-a", WEB));
        assertThat(metadata)
                .as("an earlier result of clusterMembership.metadata")
                .isEqualTo(WEB);
    }

    @Test
    @Tag("M-06")
    void allQueriesAgreeOnWhichNodesHaveExpired() {
        cluster().register("stays", WEB, units(8));
        cluster().register("goes", WEB, units(2));
        cluster().register("comes again", WEB, units(2));
        time().advance(units(2));
        cluster().register("comes again", WEB, units(8));

        assertThat(cluster().activeNodes()).containsExactlyInAnyOrder("stays", "comes again");
        assertThat(otherHandle().clusterMembership().members()).isEqualTo(Map.of("stays", WEB, "comes again", WEB));
        assertThat(cluster().metadata("goes")).isEmpty();
        assertThat(cluster().metadata("comes again")).contains(WEB);
        assertThat(cluster().activeNodes()).isEqualTo(cluster().members().keySet());
    }

    /** An adapter's queries may remove the remains of an expired node just as the node registers again. */
    @Test
    @Tag("M-06")
    void aNodeThatRegistersAgainIsNotRemovedAsExpired() {
        List<ClusterMembership> clusters =
                List.of(cluster(), otherHandle().clusterMembership(), connect().clusterMembership());
        for (int round = 0; round < 3 * ROUNDS; round++) {
            clusters.get(0).register("node-a", Map.of("old", "yes"), units(1));
            time().advance(units(1));

            List<Boolean> answers = background.race(4, thread -> () -> switch (thread) {
                case 0 -> {
                    clusters.get(0).register("node-a", WEB, units(8));
                    yield clusters.get(0).activeNodes().contains("node-a")
                            && WEB.equals(clusters.get(0).members().get("node-a"));
                }
                case 1 -> Collections.disjoint(clusters.get(1).members().values(), List.of(Map.of("old", "yes")));
                case 2 -> clusters.get(2).activeNodes().size() <= 1;
                default -> clusters.get(2).metadata("node-a").map(WEB::equals).orElse(true);
            });

            assertThat(answers)
                    .as("whether clusterMembership.register, members, activeNodes and metadata agreed")
                    .containsOnly(true);
            assertMembers(Map.of("node-a", WEB));
        }
    }

    /** The node is active all the time, so every snapshot contains it, with the old or the new metadata. */
    @Test
    @Tag("M-06")
    void aNodeThatRegistersAgainIsInEverySnapshot() {
        Map<String, String> one = Map.of("version", "1", "one", "yes");
        Map<String, String> two = Map.of("version", "2", "two", "yes");
        cluster().register("node-a", one, lasting());
        ClusterMembership writing = otherHandle().clusterMembership();
        Future<Boolean> writer = background.start(() -> {
            for (int i = 0; i < 5 * ROUNDS; i++) {
                writing.register("node-a", i % 2 == 0 ? two : one, lasting());
                writing.heartbeat("node-a", lasting());
            }
            return true;
        });

        do {
            assertThat(cluster().members().get("node-a")).isIn(one, two);
            assertThat(cluster().activeNodes()).containsExactly("node-a");
            assertThat(cluster().metadata("node-a").orElseThrow()).isIn(one, two);
        } while (!writer.isDone());

        assertThat(background.await(writer)).isTrue();
    }

    /** A snapshot shows one moment. The nodes register and leave in order, so there is no gap among them. */
    @Test
    @Tag("M-06")
    void membersReturnsOneConsistentSnapshot() {
        ClusterMembership writing = otherHandle().clusterMembership();
        for (int round = 0; round < ROUNDS; round++) {
            List<String> nodes =
                    IntStream.range(0, 10).mapToObj(i -> "node-" + i).toList();
            Future<Boolean> writer = background.start(() -> {
                nodes.forEach(node -> writing.register(node, WEB, lasting()));
                nodes.forEach(writing::deregister);
                return true;
            });

            do {
                List<Integer> seen = cluster().members().keySet().stream()
                        .map(nodes::indexOf)
                        .sorted()
                        .toList();
                assertThat(seen)
                        .as("nodes that register and leave in order, at one moment")
                        .isEqualTo(
                                seen.isEmpty()
                                        ? seen
                                        : IntStream.rangeClosed(seen.get(0), seen.get(seen.size() - 1))
                                                .boxed()
                                                .toList());
            } while (!writer.isDone());

            assertThat(background.await(writer)).isTrue();
        }
    }
}
