// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.Leadership;
import dev.coordination.junit.harness.Capability;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Null is refused for every argument, with a message that names the argument, and changes nothing. Each test belongs to
 * the rule about the argument. Names and TTLs are tested under G-01 and G-02.
 */
abstract class NullArgumentContract extends ContractArea {

    private static final byte[] HELD = {7};
    private static final Map<String, String> METADATA = Map.of("a", "b");

    private void assertRefused(List<OperationUnderTest<Object>> operations) {
        for (OperationUnderTest<Object> operation : operations) {
            if (operation.isSupportedBy(harness)) {
                assertThatThrownBy(
                                () -> background.within(() -> operation.call().on(coordination, null)))
                        .as("%s, which must refuse null", operation)
                        .isInstanceOf(NullPointerException.class)
                        .hasMessageContaining(operation.argument());
            }
        }
    }

    private void assertRefusedByTheCache(List<OperationUnderTest<Object>> operations) {
        coordination.cache().set("k", HELD, units(4));

        assertRefused(operations);

        assertThat(coordination.cache().get("k")).contains(HELD);
        assertThat(coordination.cache().ttl("k").orElseThrow()).isBetween(units(3), units(4));
        assertThat(coordination.cache().exists("absent")).isFalse();
    }

    private void assertRefusedByElections(List<OperationUnderTest<Object>> operations) {
        Leadership held =
                coordination.leaderElection().tryAcquire("e", "n", units(4)).orElseThrow();

        assertRefused(operations);

        assertThat(coordination.leaderElection().currentLeader("e")).contains(held);
    }

    private void assertRefusedByPubSub(List<OperationUnderTest<Object>> operations) {
        assertRefused(operations);

        publishToNobody(coordination, "x", "nobody listens");
    }

    @Test
    @Tag("C-01")
    void aValueMustNotBeNull() {
        assertRefusedByTheCache(NullArguments.ofSet(units(8)));
    }

    @Test
    @Tag("C-12")
    void aValueForSetIfAbsentMustNotBeNull() {
        assertRefusedByTheCache(NullArguments.ofSetIfAbsent(units(8)));
    }

    @Test
    @Tag("C-13")
    void neitherValueOfReplaceMayBeNull() {
        assertRefusedByTheCache(NullArguments.ofReplace(HELD));
    }

    @Test
    @Tag("C-15")
    void theExpectedValueMustNotBeNull() {
        assertRefusedByTheCache(NullArguments.ofDelete());
    }

    @Test
    @Tag("L-03")
    void theTermToRenewMustNotBeNull() {
        assertRefusedByElections(NullArguments.ofRenew(units(8)));
    }

    @Test
    @Tag("L-05")
    void theTermToReleaseMustNotBeNull() {
        assertRefusedByElections(NullArguments.ofRelease());
    }

    @Test
    @Tag("M-05")
    void neitherMetadataNorItsContentsMayBeNull() {
        coordination.clusterMembership().register("n", METADATA, units(4));

        assertRefused(NullArguments.ofRegister(units(8)));

        assertThat(coordination.clusterMembership().members()).isEqualTo(Map.of("n", METADATA));
    }

    @Test
    @Tag("S-05")
    @RequiresCapability(Capability.PUBSUB)
    void aPayloadMustNotBeNull() {
        assertRefusedByPubSub(NullArguments.ofPublish());
    }

    @Test
    @Tag("S-01")
    @RequiresCapability(Capability.PUBSUB)
    void neitherTheTopicsNorAnyOfThemMayBeNull() {
        assertRefusedByPubSub(NullArguments.ofSubscribe());
    }

    @Test
    @Tag("S-06")
    @RequiresCapability(Capability.PUBSUB)
    void aTimeoutMustNotBeNull() {
        assertRefusedByPubSub(NullArguments.ofWaiting());
    }

    @Test
    @Tag("S-09")
    @RequiresCapability(Capability.PUBSUB)
    void aListenerMustNotBeNull() {
        assertRefusedByPubSub(NullArguments.ofListening());
    }
}
