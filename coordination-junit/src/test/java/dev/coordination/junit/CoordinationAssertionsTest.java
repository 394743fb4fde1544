// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import static dev.coordination.junit.CoordinationAssertions.assertThat;
import static dev.coordination.junit.CoordinationAssertions.between;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.coordination.CoordinationClosedException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.memory.FakeClock;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CoordinationExtension.class)
class CoordinationAssertionsTest {

    private final DistributedCoordination coordination;

    CoordinationAssertionsTest(DistributedCoordination coordination) {
        this.coordination = coordination;
    }

    private static void assertFails(ThrowingCallable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessage(message);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    @Nested
    class ElectionAssertions {

        @Test
        void compareLeaders() {
            coordination.leaderElection().tryAcquire("nightly", "node-a", ofSeconds(30));

            assertThat(coordination).hasLeader("nightly", "node-a").hasNoLeader("hourly");

            assertFails(
                    () -> assertThat(coordination).hasLeader("nightly", "node-b"),
                    "Expected \"node-b\" to lead election \"nightly\", but \"node-a\" does, with fencing token 1");
            assertFails(
                    () -> assertThat(coordination).hasLeader("hourly", "node-b"),
                    "Expected \"node-b\" to lead election \"hourly\", but nobody does");
            assertFails(
                    () -> assertThat(coordination).hasNoLeader("nightly"),
                    "Expected nobody to lead election \"nightly\", but \"node-a\" does, with fencing token 1");
        }
    }

    @Nested
    class MembershipAssertions {

        @Test
        void compareActiveNodes() {
            assertThat(coordination).hasActiveNodes();
            coordination.clusterMembership().register("b", Map.of(), ofSeconds(30));
            coordination.clusterMembership().register("a", Map.of(), ofSeconds(30));

            assertThat(coordination).hasActiveNodes("a", "b").hasActiveNodes("b", "a");

            assertFails(
                    () -> assertThat(coordination).hasActiveNodes("a"),
                    "Expected the active nodes to be [\"a\"], but they are [\"a\", \"b\"]");
            assertFails(
                    () -> assertThat(coordination).hasActiveNodes("a", "b", "c"),
                    "Expected the active nodes to be [\"a\", \"b\", \"c\"], but they are [\"a\", \"b\"]");
        }
    }

    @Nested
    class CacheAssertions {

        @Test
        void compareValues() {
            coordination.cache().set("k", utf8("100 %s\n"));
            coordination.cache().set("binary", new byte[] {0, -1});

            assertThat(coordination)
                    .hasValue("k", "100 %s\n")
                    .hasValue("k", utf8("100 %s\n"))
                    .hasValue("binary", new byte[] {0, -1})
                    .hasNoValue("other");

            assertFails(
                    () -> assertThat(coordination).hasValue("k", "y"),
                    "Expected key \"k\" to hold \"y\", but it holds \"100 %s\\u000a\"");
            assertFails(
                    () -> assertThat(coordination).hasValue("binary", new byte[0]),
                    "Expected key \"binary\" to hold \"\", but it holds 0x[00 ff]");
            assertFails(
                    () -> assertThat(coordination).hasValue("other", "y"),
                    "Expected key \"other\" to hold \"y\", but it is absent");
            assertFails(
                    () -> assertThat(coordination).hasNoValue("binary"),
                    "Expected key \"binary\" to be absent, but it holds 0x[00 ff]");
        }

        @Test
        void truncateLongValues() {
            coordination.cache().set("k", utf8("x".repeat(61)));

            assertFails(
                    () -> assertThat(coordination).hasNoValue("k"),
                    "Expected key \"k\" to be absent, but it holds \"" + "x".repeat(60) + "\"... (61 bytes)");
        }

        @Test
        void compareTtls(FakeClock clock) {
            coordination.cache().set("k", utf8("v"), ofSeconds(30));
            coordination.cache().set("permanent", utf8("v"));
            clock.advance(ofSeconds(10));

            assertThat(coordination)
                    .hasTtl("k", ofSeconds(20))
                    .hasTtl("k", between(ofSeconds(20), ofSeconds(20)))
                    .hasTtl("k", between(ofSeconds(1), ofSeconds(30)));

            assertFails(
                    () -> assertThat(coordination).hasTtl("k", ofSeconds(21)),
                    "Expected key \"k\" to have a TTL of PT21S, but it has PT20S");
            assertFails(
                    () -> assertThat(coordination)
                            .hasTtl("k", between(ofSeconds(20).plus(ofMillis(1)), ofSeconds(30))),
                    "Expected key \"k\" to have a TTL between PT20.001S and PT30S, but it has PT20S");
            assertFails(
                    () -> assertThat(coordination).hasTtl("k", between(ofSeconds(1), ofMillis(19_999))),
                    "Expected key \"k\" to have a TTL between PT1S and PT19.999S, but it has PT20S");
            assertFails(
                    () -> assertThat(coordination).hasTtl("permanent", ofSeconds(1)),
                    "Expected key \"permanent\" to have a TTL of PT1S, but it has none");
            assertFails(
                    () -> assertThat(coordination).hasTtl("other", ofSeconds(1)),
                    "Expected key \"other\" to have a TTL of PT1S, but it is absent");
        }
    }

    @Nested
    class SubscriptionAssertions {

        @Test
        void compareReceivedMessages() {
            Subscription subscription = coordination.pubSub().subscribe("news", "sports");
            assertThat(subscription).receivedNothing().received();
            coordination.pubSub().publish("news", utf8("a"));
            coordination.pubSub().publish("sports", utf8("b"));

            assertThat(subscription).received("a", "b").receivedNothing();

            coordination.pubSub().publish("news", utf8("c"));
            assertFails(
                    () -> assertThat(subscription).received("d"),
                    "Expected to have received [\"d\"], but received [\"c\" on \"news\"]");
            coordination.pubSub().publish("news", utf8("c"));
            assertFails(
                    () -> assertThat(subscription).receivedNothing(),
                    "Expected to have received nothing, but received [\"c\" on \"news\"]");
            assertFails(
                    () -> assertThat(subscription).received("c"), "Expected to have received [\"c\"], but received []");
        }

        @Test
        void rejectAdditionalMessages() {
            Subscription subscription = coordination.pubSub().subscribe("news");
            coordination.pubSub().publish("news", utf8("a"));
            coordination.pubSub().publish("news", utf8("b"));

            assertFails(
                    () -> assertThat(subscription).received("a"),
                    "Expected to have received [\"a\"], but received [\"a\" on \"news\", \"b\" on \"news\"]");
        }
    }

    @Test
    void theDescriptionComesFirst() {
        assertFails(
                () -> assertThat(coordination).as("after the night").hasLeader("nightly", "a"),
                "[after the night] Expected \"a\" to lead election \"nightly\", but nobody does");
    }

    @Test
    void exceptionsOfTheBackendPropagate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(coordination).hasLeader("", "a"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(coordination).hasLeader("nightly", ""));
        assertThatNullPointerException()
                .isThrownBy(() -> assertThat(coordination).hasValue("k", (String) null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> between(ofSeconds(2), ofSeconds(1)))
                .withMessage("most must not be shorter than least, PT2S, but was PT1S");
        coordination.close();
        assertThatExceptionOfType(CoordinationClosedException.class)
                .isThrownBy(() -> assertThat(coordination).hasNoValue("k"));
    }

    @Test
    void anAssertionOnNullFails() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat((Subscription) null).receivedNothing());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat((DistributedCoordination) null).hasNoLeader("nightly"));
    }
}
