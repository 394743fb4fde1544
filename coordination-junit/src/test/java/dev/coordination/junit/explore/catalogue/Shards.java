// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import static dev.coordination.junit.explore.catalogue.Bytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.NodeCode;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Nodes that divide work according to the membership. */
final class Shards {

    private static final Duration TTL = Duration.ofSeconds(30);

    static final List<KnownBug> BUGS = List.of(
            new KnownBug(
                    "Leader by the smallest node id",
                    "a node with a smaller id registers a little later, and both lead",
                    nodes -> oneLeads(nodes, Shards::isSmallest),
                    nodes -> oneLeads(nodes, Shards::isElected)),
            new KnownBug(
                    "Work divided by the number of members",
                    "two nodes count the members at different times, and both do the same work",
                    nodes -> worksOnce(nodes, Shards::isMine),
                    nodes -> worksOnce(nodes, Shards::isMineAndClaimed)),
            new KnownBug(
                    "Takeover from a dead member",
                    "two nodes see that the owner is gone, and both take its place",
                    nodes -> oneTakesOver(nodes, Shards::getAndSet),
                    nodes -> oneTakesOver(nodes, Shards::replace)));

    private Shards() {}

    private static void oneLeads(Nodes nodes, Predicate<Node> leads) throws Exception {
        NodeCode code = node -> {
            node.clusterMembership().register(node.name(), Map.of(), TTL);
            if (leads.test(node)) {
                nodes.section("leading").run(() -> node.work("write the report"));
            }
        };
        nodes.run(code, code);
    }

    private static boolean isSmallest(Node node) {
        return new TreeSet<>(node.clusterMembership().activeNodes()).first().equals(node.name());
    }

    private static boolean isElected(Node node) {
        return node.leaderElection().tryAcquire("report", node.name(), TTL).isPresent();
    }

    private static void worksOnce(Nodes nodes, Predicate<Node> isMine) throws Exception {
        List<String> invoiced = nodes.ghostList();
        NodeCode code = node -> {
            node.clusterMembership().register(node.name(), Map.of(), TTL);
            if (isMine.test(node)) {
                invoiced.add("order 7");
            }
        };

        nodes.run(code, code);

        assertThat(invoiced).hasSizeLessThan(2);
    }

    private static boolean isMine(Node node) {
        List<String> members =
                List.copyOf(new TreeSet<>(node.clusterMembership().activeNodes()));
        return members.get(7 % members.size()).equals(node.name());
    }

    private static boolean isMineAndClaimed(Node node) {
        return isMine(node) && node.cache().setIfAbsent("order 7 is invoiced", bytes("by " + node.name()));
    }

    private static void oneTakesOver(Nodes nodes, Predicate<Node> takeOver) throws Exception {
        nodes.node("old").cache().setText("owner", "old");
        List<String> owners = nodes.ghostList();
        NodeCode code = node -> {
            if (!node.clusterMembership().activeNodes().contains("old") && takeOver.test(node)) {
                owners.add(node.name());
            }
        };

        nodes.run(code, code);

        assertThat(owners).hasSize(1);
    }

    private static boolean getAndSet(Node node) {
        if (!node.cache().getText("owner").orElseThrow().equals("old")) {
            return false;
        }
        node.cache().setText("owner", node.name());
        return true;
    }

    private static boolean replace(Node node) {
        return node.cache().replace("owner", bytes("old"), bytes(node.name()));
    }
}
