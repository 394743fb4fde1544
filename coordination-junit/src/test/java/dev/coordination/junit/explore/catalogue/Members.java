// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import static dev.coordination.junit.explore.FaultKind.PAUSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.ClusterMembership;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.NodeCode;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Nodes that register as members, and remain registered. */
final class Members {

    private static final Duration TTL = Duration.ofSeconds(30);
    private static final Map<String, String> METADATA = Map.of("address", "10.0.0.1");

    static final List<KnownBug> BUGS = List.of(
            new KnownBug(
                    "Heartbeat whose answer is ignored",
                    "the node pauses and expires, and its heartbeats do not register it again",
                    Needs.fault(PAUSE),
                    nodes -> staysAMember(nodes, Members::heartbeat),
                    nodes -> staysAMember(nodes, Members::heartbeatOrRegister)),
            new KnownBug(
                    "Member that expires while it registers again",
                    "its metadata is gone when it tries to change it",
                    Needs.timeSteps(1),
                    nodes -> becomesBusy(nodes, Members::changeStoredMetadata),
                    nodes -> becomesBusy(nodes, Members::changeOwnMetadata)),
            new KnownBug(
                    "Member that changes its metadata",
                    "it deregisters first, and others see that it is missing",
                    nodes -> isAlwaysSeen(nodes, Members::deregisterAndRegister),
                    nodes -> isAlwaysSeen(nodes, Members::register)),
            new KnownBug(
                    "Member that comes back after it has left",
                    "a heartbeat that is in progress registers it again",
                    nodes -> leaves(nodes, node -> {}),
                    nodes -> leaves(nodes, Members::awaitTasks)),
            new KnownBug(
                    "Addresses of all members",
                    "a member leaves after the names are listed and before its address is read",
                    nodes -> listsAddresses(nodes, Members::addressByAddress),
                    nodes -> listsAddresses(nodes, Members::addressesAtOnce)));

    private Members() {}

    private static void staysAMember(Nodes nodes, Consumer<Node> beat) throws Exception {
        nodes.run(a -> {
            a.clusterMembership().register("a", METADATA, TTL);
            a.scheduler().scheduleAtFixedRate(() -> beat.accept(a), 10, 10, TimeUnit.SECONDS);
        });

        ClusterMembership members = nodes.node("reader").clusterMembership();
        nodes.eventually(
                Duration.ofMinutes(1),
                "a is a member",
                () -> members.activeNodes().contains("a"));
    }

    private static void heartbeat(Node node) {
        node.clusterMembership().heartbeat("a", TTL);
    }

    private static void heartbeatOrRegister(Node node) {
        if (!node.clusterMembership().heartbeat("a", TTL)) {
            node.clusterMembership().register("a", METADATA, TTL);
        }
    }

    private static void becomesBusy(Nodes nodes, Consumer<ClusterMembership> change) throws Exception {
        nodes.run(a -> {
            a.clusterMembership().register("a", METADATA, TTL);
            change.accept(a.clusterMembership());
        });
    }

    private static void changeStoredMetadata(ClusterMembership members) {
        Map<String, String> changed = new HashMap<>(members.metadata("a").orElseThrow());
        changed.put("state", "busy");
        members.register("a", changed, TTL);
    }

    private static void changeOwnMetadata(ClusterMembership members) {
        Map<String, String> changed = new HashMap<>(METADATA);
        changed.put("state", "busy");
        members.register("a", changed, TTL);
    }

    private static void isAlwaysSeen(Nodes nodes, NodeCode change) throws Exception {
        nodes.node("a").clusterMembership().register("a", METADATA, TTL);

        nodes.run(change, b -> assertThat(b.clusterMembership().activeNodes()).contains("a"));
    }

    private static void deregisterAndRegister(Node node) {
        node.clusterMembership().deregister("a");
        register(node);
    }

    private static void register(Node node) {
        node.clusterMembership().register("a", Map.of("address", "10.0.0.2"), TTL);
    }

    private static void leaves(Nodes nodes, NodeCode awaitTasks) throws Exception {
        nodes.run(a -> {
            a.clusterMembership().register("a", METADATA, TTL);
            a.scheduler().scheduleAtFixedRate(() -> heartbeatOrRegister(a), 10, 10, TimeUnit.SECONDS);
            a.sleep(Duration.ofSeconds(10));
            a.scheduler().shutdown();
            awaitTasks.run(a);
            a.clusterMembership().deregister("a");
        });

        assertThat(nodes.node("reader").clusterMembership().activeNodes()).isEmpty();
    }

    private static void awaitTasks(Node node) throws InterruptedException {
        assertThat(node.scheduler().awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    private static void listsAddresses(Nodes nodes, Function<ClusterMembership, Map<String, String>> list)
            throws Exception {
        nodes.node("a").clusterMembership().register("a", METADATA, TTL);

        nodes.run(
                a -> a.clusterMembership().deregister("a"),
                b -> assertThat(list.apply(b.clusterMembership())).isIn(Map.of("a", "10.0.0.1"), Map.of()));
    }

    private static Map<String, String> addressByAddress(ClusterMembership members) {
        Map<String, String> addresses = new TreeMap<>();
        for (String name : members.activeNodes()) {
            addresses.put(name, members.metadata(name).orElseThrow().get("address"));
        }
        return addresses;
    }

    private static Map<String, String> addressesAtOnce(ClusterMembership members) {
        Map<String, String> addresses = new TreeMap<>();
        members.members().forEach((name, metadata) -> addresses.put(name, metadata.get("address")));
        return addresses;
    }
}
