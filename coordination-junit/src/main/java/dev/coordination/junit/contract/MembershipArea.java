// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.ClusterMembership;
import java.util.List;
import java.util.Map;

/** The base class of the areas about membership. */
abstract class MembershipArea extends ContractArea {

    /** Texts that resemble an adapter's own keys, and texts that a text format might not handle. */
    static final List<String> ODD_TEXTS = List.of(
            "x",
            "X",
            " x ",
            "x:i",
            "i",
            "n:x",
            "{m}",
            "x}",
            "x*",
            "[x]",
            "\u00e9",
            "e\u0301",
            "\ud83d\ude00",
            "x\r\ny",
            "\n",
            "\0",
            "x\0y",
            "x|y",
            "x,y",
            "x;y",
            "x=y",
            "x: y",
            "\"x\"",
            "'",
            "\\",
            "\\n",
            "%3D",
            "{\"x\":1}",
            "null",
            "0");

    final ClusterMembership cluster() {
        return coordination.clusterMembership();
    }

    /** Verifies with every query, on two handles, that exactly these nodes are active, with this metadata. */
    final void assertMembers(Map<String, Map<String, String>> expected) {
        assertMembers(expected, cluster(), "as this handle sees it");
        assertMembers(expected, otherHandle().clusterMembership(), "as another handle sees it");
    }

    private static void assertMembers(
            Map<String, Map<String, String>> expected, ClusterMembership cluster, String who) {
        expected.forEach((node, metadata) -> assertThat(cluster.metadata(node))
                .as("metadata of %s %s", node, who)
                .contains(metadata));
        assertThat(cluster.activeNodes()).as("activeNodes %s", who).isEqualTo(expected.keySet());
        assertThat(cluster.members()).as("members %s", who).isEqualTo(expected);
    }

    /** Verifies with every query, on two handles, that a node is not active. */
    final void assertNotMember(String node) {
        for (ClusterMembership cluster : List.of(cluster(), otherHandle().clusterMembership())) {
            assertThat(cluster.metadata(node)).as("metadata of %s", node).isEmpty();
            assertThat(cluster.activeNodes()).as("activeNodes").doesNotContain(node);
            assertThat(cluster.members()).as("members").doesNotContainKey(node);
        }
    }
}
