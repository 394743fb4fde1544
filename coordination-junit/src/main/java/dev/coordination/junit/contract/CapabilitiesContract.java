// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an adapter has it does, and what it does not have it says: G-08. */
abstract class CapabilitiesContract extends ContractArea {

    /** Calls an operation, which must work exactly when the capabilities are there. */
    private void assertHadOnlyWith(Set<Capability> needs, ThrowingCallable operation) throws Throwable {
        if (harness.capabilities().containsAll(needs)) {
            operation.call();
        } else {
            assertThatThrownBy(operation).as("without %s", needs).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    /** Deleting by pattern. */
    @Test
    @Tag("G-08")
    void deletingByPatternWorksOrIsUnsupported() throws Throwable {
        coordination.cache().set("k", bytes("x"));

        assertHadOnlyWith(
                Set.of(Capability.DELETE_MATCHING), () -> coordination.cache().deleteMatching("other*"));

        assertThat(coordination.cache().get("k")).contains(bytes("x"));
    }

    /** Messages. */
    @Test
    @Tag("G-08")
    void messagesWorkOrAreUnsupported() throws Throwable {
        Set<Capability> needs = Set.of(Capability.PUBSUB);

        assertHadOnlyWith(needs, () -> coordination.pubSub().publish("c", bytes("x")));
        assertHadOnlyWith(needs, () -> coordination.pubSub().subscribe("c"));
        assertHadOnlyWith(needs, () -> coordination.pubSub().subscribe(List.of(Topic.channel("c")), message -> {}));
    }

    /** Patterns of channels. */
    @Test
    @Tag("G-08")
    void patternSubscriptionsWorkOrAreUnsupported() throws Throwable {
        Set<Capability> needs = Set.of(Capability.PUBSUB, Capability.PATTERN_SUBSCRIPTIONS);

        assertHadOnlyWith(needs, () -> coordination.pubSub().subscribeMatching("c*"));
        assertHadOnlyWith(
                needs, () -> coordination.pubSub().subscribe(List.of(Topic.channel("c"), Topic.pattern("c*"))));
    }

    /** Handles without a backend, and lost subscriptions. */
    @Test
    @Tag("G-08")
    void theHarnessBreaksWhatItSaysItCan() throws Throwable {
        assertHadOnlyWith(Set.of(Capability.UNREACHABLE), () -> harness.connectUnreachable());
        assertHadOnlyWith(Set.of(Capability.SUBSCRIPTION_LOSS), () -> harness.cutSubscriptions());
    }
}
