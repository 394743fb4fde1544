// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Registration, heartbeats and leaving: M-01 to M-04. */
abstract class MembershipContract extends MembershipArea {

    private static final Map<String, String> WEB = Map.of("role", "web", "zone", "a");
    private static final Map<String, String> DB = Map.of("role", "db");

    /** Each node expires when its own TTL has passed, neither earlier nor later. */
    @Test
    @Tag("M-01")
    void aNodeIsActiveUntilItsTtlPasses() {
        assertMembers(Map.of());

        cluster().register("node-a", WEB, units(4));
        cluster().register("node-b", DB, units(8));
        assertMembers(Map.of("node-a", WEB, "node-b", DB));
        time().advance(units(3));
        assertMembers(Map.of("node-a", WEB, "node-b", DB));
        time().advance(units(1));
        assertMembers(Map.of("node-b", DB));
        assertNotMember("node-a");
        time().advance(units(4));

        assertMembers(Map.of());
        assertNotMember("node-b");
    }

    /** Each query comes first once, so none can rely on another to remove expired nodes. */
    @Test
    @Tag("M-01")
    void noQueryReturnsAnExpiredNode() {
        cluster().register("node-a", WEB, units(2));
        time().advance(units(2));
        assertThat(cluster().activeNodes()).isEmpty();

        cluster().register("node-b", WEB, units(2));
        time().advance(units(2));
        assertThat(cluster().members()).isEmpty();

        cluster().register("node-c", WEB, units(2));
        time().advance(units(2));
        assertThat(cluster().metadata("node-c")).isEmpty();

        cluster().register("node-d", WEB, units(2));
        time().advance(units(2));
        assertThat(cluster().deregister("node-d")).isFalse();
        assertMembers(Map.of());
    }

    /** Node ids are returned exactly as given. */
    @Test
    @Tag("M-01")
    void nodesWithSimilarIdsAreDistinct() {
        Map<String, Map<String, String>> expected = new LinkedHashMap<>();
        for (String node : ODD_TEXTS) {
            expected.put(node, Map.of("node", node));
            cluster().register(node, Map.of("node", node), units(8));
        }
        assertMembers(expected);

        for (String node : ODD_TEXTS) {
            assertThat(cluster().heartbeat(node, units(8))).as(node).isTrue();
        }
        assertMembers(expected);
        assertThat(cluster().deregister("x")).isTrue();
        expected.remove("x");
        assertMembers(expected);
    }

    /** None of the old metadata remains, whichever handle registers. */
    @Test
    @Tag("M-02")
    void registeringAgainReplacesTheMetadata() {
        cluster().register("node-a", WEB, units(4));

        cluster().register("node-a", DB, units(4));
        assertMembers(Map.of("node-a", DB));
        otherHandle().clusterMembership().register("node-a", WEB, units(4));
        assertMembers(Map.of("node-a", WEB));
        cluster().register("node-a", Map.of(), units(4));

        assertMembers(Map.of("node-a", Map.of()));
    }

    @Test
    @Tag("M-02")
    void registeringAgainMayLengthenTheTtl() {
        cluster().register("node-a", WEB, units(2));
        time().advance(units(1));

        cluster().register("node-a", DB, units(4));
        time().advance(units(3));
        assertMembers(Map.of("node-a", DB));
        time().advance(units(1));

        assertMembers(Map.of());
    }

    @Test
    @Tag("M-02")
    void registeringAgainMayShortenTheTtl() {
        cluster().register("node-a", WEB, units(8));

        cluster().register("node-a", WEB, units(2));
        time().advance(units(1));
        assertMembers(Map.of("node-a", WEB));
        time().advance(units(1));

        assertMembers(Map.of());
    }

    /** This holds for nodes that have expired and for nodes that have left, and for smaller and empty metadata. */
    @Test
    @Tag("M-01")
    void aNodeThatComesBackHasNoneOfItsOldMetadata() {
        for (Map<String, String> metadata : List.of(Map.<String, String>of(), Map.of("zone", "b"), DB)) {
            cluster().register("expired", WEB, units(1));
            cluster().register("left", WEB, units(8));
            time().advance(units(1));
            cluster().deregister("left");

            cluster().register("expired", metadata, units(8));
            cluster().register("left", metadata, units(8));

            assertMembers(Map.of("expired", metadata, "left", metadata));
            cluster().deregister("expired");
            cluster().deregister("left");
        }
    }

    /** This holds for nodes that have expired and for nodes that have left. */
    @Test
    @Tag("M-02")
    void aNodeThatIsGoneMayRegisterAgain() {
        cluster().register("node-a", WEB, units(2));
        cluster().register("node-b", WEB, units(8));
        time().advance(units(2));
        cluster().deregister("node-b");

        cluster().register("node-a", DB, units(4));
        cluster().register("node-b", DB, units(4));

        assertMembers(Map.of("node-a", DB, "node-b", DB));
        time().advance(units(3));
        assertMembers(Map.of("node-a", DB, "node-b", DB));
        time().advance(units(1));
        assertMembers(Map.of());
    }

    /** The metadata does not change. */
    @Test
    @Tag("M-03")
    void aHeartbeatGivesTheFullTtlFromNow() {
        cluster().register("node-a", WEB, units(4));
        cluster().register("node-b", DB, units(4));

        time().advance(units(3));
        assertThat(cluster().heartbeat("node-a", units(4))).isTrue();
        time().advance(units(1));
        assertMembers(Map.of("node-a", WEB));
        time().advance(units(2));
        assertMembers(Map.of("node-a", WEB));
        time().advance(units(1));

        assertMembers(Map.of());
    }

    /** The TTL of the heartbeat applies, not that of the registration. */
    @Test
    @Tag("M-03")
    void aHeartbeatMayLengthenOrShortenTheTtl() {
        cluster().register("lengthened", WEB, units(2));
        cluster().register("shortened", DB, units(8));

        assertThat(otherHandle().clusterMembership().heartbeat("lengthened", units(6)))
                .isTrue();
        assertThat(otherHandle().clusterMembership().heartbeat("shortened", units(2)))
                .isTrue();
        time().advance(units(1));
        assertMembers(Map.of("lengthened", WEB, "shortened", DB));
        time().advance(units(1));
        assertMembers(Map.of("lengthened", WEB));
        time().advance(units(3));
        assertMembers(Map.of("lengthened", WEB));
        time().advance(units(1));

        assertMembers(Map.of());
    }

    @Test
    @Tag("M-03")
    void aHeartbeatForAnUnknownNodeCreatesNothing() {
        cluster().register("node-b", DB, units(8));

        assertThat(cluster().heartbeat("node-a", units(4))).isFalse();

        assertNotMember("node-a");
        assertMembers(Map.of("node-b", DB));
        assertThat(cluster().heartbeat("node-a", units(4))).isFalse();
        assertThat(cluster().deregister("node-a")).isFalse();
        cluster().register("node-a", WEB, units(4));
        assertMembers(Map.of("node-a", WEB, "node-b", DB));
    }

    /** A node that has expired or left must register again. */
    @Test
    @Tag("M-03")
    void aHeartbeatDoesNotReviveANode() {
        cluster().register("expired", WEB, units(2));
        cluster().register("left", WEB, units(8));
        time().advance(units(2));
        cluster().deregister("left");

        assertThat(cluster().heartbeat("expired", units(4))).isFalse();
        assertThat(cluster().heartbeat("left", units(4))).isFalse();

        assertNotMember("expired");
        assertNotMember("left");
        assertThat(cluster().heartbeat("expired", units(4))).isFalse();
        assertMembers(Map.of());
    }

    /** Other nodes are not affected. */
    @Test
    @Tag("M-04")
    void deregisterRemovesANodeAtOnce() {
        cluster().register("node-a", WEB, units(4));
        cluster().register("node-b", DB, units(4));
        cluster().register("node-ab", DB, units(4));

        assertThat(otherHandle().clusterMembership().deregister("node-a")).isTrue();
        assertNotMember("node-a");
        assertMembers(Map.of("node-b", DB, "node-ab", DB));
        assertThat(cluster().deregister("node-a")).isFalse();
        assertThat(cluster().deregister("node-b")).isTrue();

        assertMembers(Map.of("node-ab", DB));
    }

    @Test
    @Tag("M-04")
    void deregisterReturnsFalseForANodeThatIsNotActive() {
        assertThat(cluster().deregister("unknown")).isFalse();

        cluster().register("expired", WEB, units(2));
        cluster().register("kept alive", WEB, units(2));
        cluster().heartbeat("kept alive", units(4));
        time().advance(units(2));

        assertThat(cluster().deregister("expired")).isFalse();
        assertThat(cluster().deregister("kept alive")).isTrue();
        assertMembers(Map.of());
    }
}
