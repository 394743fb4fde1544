// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.MessageListener;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Operations work if the adapter has the capabilities for them, and throw otherwise: G-08. */
abstract class CapabilitiesContract extends ContractArea {

    /** Patterns that match any number of names, one name, or none. */
    private static final List<String> PATTERNS = List.of("c*", "c", "?", "[c]", "*", "\\c", "c\\*", "[]");

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

        for (String pattern : List.of("other*", "other", "[]")) {
            assertWorksOnlyWith(
                    Set.of(Capability.DELETE_MATCHING),
                    () -> coordination.cache().deleteMatching(pattern));
        }

        assertThat(coordination.cache().get("k")).contains(bytes("x"));
    }

    @Test
    @Tag("G-08")
    void anUnsupportedDeletionByPatternDeletesNothing() throws Throwable {
        for (String pattern : List.of("k", "k*", "?", "*", "[k]", "\\k")) {
            coordination.cache().set("k", bytes("x"));

            assertWorksOnlyWith(
                    Set.of(Capability.DELETE_MATCHING),
                    () -> coordination.cache().deleteMatching(pattern));

            assertThat(coordination.cache().exists("k"))
                    .as("cache.exists after cache.deleteMatching(%s)", pattern)
                    .isEqualTo(!has(Capability.DELETE_MATCHING));
        }
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

        for (String pattern : PATTERNS) {
            assertWorksOnlyWith(needs, () -> coordination.pubSub().subscribeMatching(pattern));
            for (List<Topic> topics : List.of(
                    List.of(Topic.pattern(pattern)),
                    List.of(Topic.channel("c"), Topic.pattern(pattern)),
                    List.of(Topic.pattern(pattern), Topic.channel("c")))) {
                assertSubscribingWorksOnlyWith(needs, topics, message -> {});
            }
        }
    }

    /** Verifies subscribing with and without a listener, and closes the subscriptions. */
    private void assertSubscribingWorksOnlyWith(Set<Capability> needs, List<Topic> topics, MessageListener listener)
            throws Throwable {
        assertWorksOnlyWith(needs, () -> coordination.pubSub().subscribe(topics).close());
        assertWorksOnlyWith(
                needs, () -> coordination.pubSub().subscribe(topics, listener).close());
    }

    /** The channels given along with an unsupported pattern are not subscribed to, wherever the pattern stands. */
    @Test
    @Tag("G-08")
    @RequiresCapability(Capability.PUBSUB)
    void anUnsupportedSubscriptionToAPatternSubscribesToNothing() throws Throwable {
        Set<Capability> needs = Set.of(Capability.PATTERN_SUBSCRIPTIONS);
        List<Topic> channels = List.of(Topic.channel("c"), Topic.channel("d"));
        AtomicInteger heard = new AtomicInteger();

        for (int i = 0; i < PATTERNS.size(); i++) {
            List<Topic> topics = new ArrayList<>(channels);
            topics.add(i % (channels.size() + 1), Topic.pattern(PATTERNS.get(i)));
            assertSubscribingWorksOnlyWith(needs, topics, message -> heard.incrementAndGet());

            for (Topic channel : channels) {
                publishToNobody(coordination, channel.name(), "x");
                publishToNobody(otherHandle(), channel.name(), "x");
            }
        }

        assertThat(heard.get())
                .as("calls of listener.onMessage after pubSub.subscribe was refused or its subscription was closed")
                .isZero();
    }

    @Test
    @Tag("G-08")
    void theHarnessCausesOnlyTheFailuresThatItDeclares() throws Throwable {
        assertWorksOnlyWith(Set.of(Capability.UNREACHABLE), () -> harness.connectUnreachable());
        assertWorksOnlyWith(Set.of(Capability.SUBSCRIPTION_LOSS), () -> harness.cutSubscriptions());
    }
}
