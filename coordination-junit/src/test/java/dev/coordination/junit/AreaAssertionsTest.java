// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import static dev.coordination.junit.CoordinationAssertions.assertThat;
import static dev.coordination.junit.CoordinationAssertions.between;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.opentest4j.AssertionFailedError;

/** Tests the assertions on a single area, and the expected and actual values that they pass to an IDE. */
@ExtendWith(CoordinationExtension.class)
class AreaAssertionsTest {

    private static void assertFails(
            ThrowingCallable assertion, String message, @Nullable Object expected, @Nullable Object actual) {
        AssertionFailedError error = catchThrowableOfType(AssertionFailedError.class, assertion);

        assertThat(error).hasMessage(message);
        assertThat(error.isExpectedDefined()).isTrue();
        assertThat(error.getExpected().getEphemeralValue()).isEqualTo(expected);
        assertThat(error.isActualDefined()).isTrue();
        assertThat(error.getActual().getEphemeralValue()).isEqualTo(actual);
    }

    private static void assertFails(ThrowingCallable assertion, String message) {
        assertThat(catchThrowableOfType(AssertionError.class, assertion)).hasMessage(message);
    }

    @Test
    void cacheAssertionsCompareValues(SharedCache cache) {
        cache.setText("k", "a\n" + "x".repeat(100));
        cache.set("binary", new byte[] {0, -1});

        assertThat(cache).hasValue("binary", new byte[] {0, -1}).hasNoValue("other");

        assertFails(
                () -> assertThat(cache).hasValue("k", "b"),
                "Expected key \"k\" to hold \"b\", but it holds \"a\\u000a" + "x".repeat(58) + "\"... (102 bytes)",
                "b",
                "a\n" + "x".repeat(100));
        assertFails(
                () -> assertThat(cache).hasValue("binary", new byte[] {-2}),
                "Expected key \"binary\" to hold 0x[fe], but it holds 0x[00 ff]",
                "0x[fe]",
                "0x[00 ff]");
        assertFails(
                () -> assertThat(cache).hasValue("other", "b"),
                "Expected key \"other\" to hold \"b\", but it is absent",
                "b",
                null);
        assertFails(
                () -> assertThat(cache).hasNoValue("binary"),
                "Expected key \"binary\" to be absent, but it holds 0x[00 ff]");
    }

    @Test
    void cacheAssertionsCompareTtls(SharedCache cache) {
        cache.setText("k", "v", ofSeconds(30));
        cache.setText("permanent", "v");

        assertThat(cache)
                .hasTtl("k", ofSeconds(30))
                .hasTtl("k", between(ofSeconds(1), ofSeconds(30)))
                .hasNoTtl("permanent");

        assertFails(
                () -> assertThat(cache).hasTtl("k", ofSeconds(31)),
                "Expected key \"k\" to have a TTL of PT31S, but it has PT30S",
                ofSeconds(31),
                ofSeconds(30));
        assertFails(
                () -> assertThat(cache).hasTtl("permanent", ofSeconds(31)),
                "Expected key \"permanent\" to have a TTL of PT31S, but it has none",
                ofSeconds(31),
                null);
        assertFails(
                () -> assertThat(cache).hasTtl("k", between(ofSeconds(1), ofSeconds(2))),
                "Expected key \"k\" to have a TTL between PT1S and PT2S, but it has PT30S");
        assertFails(() -> assertThat(cache).hasNoTtl("k"), "Expected key \"k\" to have no TTL, but it has PT30S");
        assertFails(
                () -> assertThat(cache).hasNoTtl("other"), "Expected key \"other\" to have no TTL, but it is absent");
    }

    @Test
    void electionAssertionsCompareLeaders(LeaderElection elections) {
        elections.tryAcquire("nightly", "node-a", ofSeconds(30));

        assertThat(elections).hasLeader("nightly", "node-a").hasNoLeader("hourly");

        assertFails(
                () -> assertThat(elections).hasLeader("nightly", "node-b"),
                "Expected \"node-b\" to lead election \"nightly\", but \"node-a\" does, with fencing token 1",
                "node-b",
                "node-a");
        assertFails(
                () -> assertThat(elections).hasLeader("hourly", "node-b"),
                "Expected \"node-b\" to lead election \"hourly\", but nobody does",
                "node-b",
                null);
        assertFails(
                () -> assertThat(elections).hasNoLeader("nightly"),
                "Expected nobody to lead election \"nightly\", but \"node-a\" does, with fencing token 1");
    }

    @Test
    void membershipAssertionsCompareNodesAndMetadata(ClusterMembership cluster) {
        cluster.register("b", Map.of("zone", "eu", "rack", "1\n"), ofSeconds(30));
        cluster.register("a", Map.of(), ofSeconds(30));

        assertThat(cluster)
                .hasActiveNodes("a", "b")
                .hasMetadata("a", Map.of())
                .hasMetadata("b", Map.of("rack", "1\n", "zone", "eu"));

        assertFails(
                () -> assertThat(cluster).hasActiveNodes("a", "c"),
                "Expected the active nodes to be [\"a\", \"c\"], but they are [\"a\", \"b\"]",
                Set.of("a", "c"),
                Set.of("a", "b"));
        assertFails(
                () -> assertThat(cluster).hasMetadata("b", Map.of("zone", "us")),
                "Expected node \"b\" to have the metadata {\"zone\"=\"us\"}, but it has {\"rack\"=\"1\\u000a\","
                        + " \"zone\"=\"eu\"}",
                Map.of("zone", "us"),
                Map.of("zone", "eu", "rack", "1\n"));
        assertFails(
                () -> assertThat(cluster).hasMetadata("c", Map.of()),
                "Expected node \"c\" to have the metadata {}, but it is not active",
                Map.of(),
                null);
    }

    @Test
    void subscriptionAssertionsCompareTexts(PubSub pubSub) {
        Subscription subscription = pubSub.subscribe("news");
        pubSub.publish("news", new byte[] {'a'});

        assertFails(
                () -> assertThat(subscription).received("b"),
                "Expected to have received [\"b\"], but received [\"a\" on \"news\"]",
                List.of("b"),
                List.of("a"));
    }

    @Test
    void coordinationAssertionsPrefixTheDescription(DistributedCoordination coordination) {
        coordination.cache().setText("k", "v");

        assertFails(
                () -> assertThat(coordination).as("after %s", "the night").hasValue("k", "w"),
                "[after the night] Expected key \"k\" to hold \"w\", but it holds \"v\"",
                "w",
                "v");
    }

    @Test
    void anAssertionOnNullFails() {
        assertFails(() -> assertThat((SharedCache) null).hasNoValue("k"), "Expecting actual not to be null");
        assertFails(() -> assertThat((LeaderElection) null).hasNoLeader("e"), "Expecting actual not to be null");
        assertFails(() -> assertThat((ClusterMembership) null).hasActiveNodes(), "Expecting actual not to be null");
    }
}
