// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Operations work if the adapter has the capabilities for them, and throw otherwise: G-08. */
abstract class CapabilitiesContract extends ContractArea {

    /** Verifies that an operation works if the capabilities are present, and is unsupported otherwise. */
    private void assertWorksOnlyWith(Set<Capability> needs, ThrowingCallable operation) throws Throwable {
        if (harness.capabilities().containsAll(needs)) {
            operation.call();
        } else {
            assertThatThrownBy(operation).as("without %s", needs).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    @Tag("G-08")
    void deletingByPatternWorksOrIsUnsupported() throws Throwable {
        coordination.cache().set("k", bytes("x"));

        assertWorksOnlyWith(
                Set.of(Capability.DELETE_MATCHING), () -> coordination.cache().deleteMatching("other*"));

        assertThat(coordination.cache().get("k")).contains(bytes("x"));
    }

    @Test
    @Tag("G-08")
    void messagesWorkOrAreUnsupported() throws Throwable {
        Set<Capability> needs = Set.of(Capability.PUBSUB);

        assertWorksOnlyWith(needs, () -> coordination.pubSub().publish("c", bytes("x")));
        assertWorksOnlyWith(needs, () -> coordination.pubSub().subscribe("c"));
        assertWorksOnlyWith(needs, () -> coordination.pubSub().subscribe(List.of(Topic.channel("c")), message -> {}));
    }

    @Test
    @Tag("G-08")
    void patternSubscriptionsWorkOrAreUnsupported() throws Throwable {
        Set<Capability> needs = Set.of(Capability.PUBSUB, Capability.PATTERN_SUBSCRIPTIONS);

        assertWorksOnlyWith(needs, () -> coordination.pubSub().subscribeMatching("c*"));
        assertWorksOnlyWith(
                needs, () -> coordination.pubSub().subscribe(List.of(Topic.channel("c"), Topic.pattern("c*"))));
    }

    @Test
    @Tag("G-08")
    void theHarnessCausesOnlyTheFailuresThatItDeclares() throws Throwable {
        assertWorksOnlyWith(Set.of(Capability.UNREACHABLE), () -> harness.connectUnreachable());
        assertWorksOnlyWith(Set.of(Capability.SUBSCRIPTION_LOSS), () -> harness.cutSubscriptions());
    }
}
