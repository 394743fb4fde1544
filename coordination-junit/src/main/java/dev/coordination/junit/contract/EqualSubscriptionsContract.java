// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Pairs of subscriptions with common topics: S-01, S-07. When one subscription of a pair is closed, the other must
 * still receive its messages. This detects adapters that miscount the subscriptions to a topic.
 */
@RequiresCapability(Capability.PUBSUB)
abstract class EqualSubscriptionsContract extends ListenerArea {

    private static final List<Topic> CHANNELS = List.of(Topic.channel("a"), Topic.channel("b"));
    private static final List<Topic> PATTERNS = List.of(Topic.pattern("a*"), Topic.pattern("b*"));
    private static final List<Topic> BOTH = List.of(Topic.channel("a"), Topic.pattern("b*"));

    /**
     * Two subscriptions, one of which is closed while the other stays open.
     *
     * @param closed the topics of the subscription that is closed
     * @param open the topics of the subscription that stays open
     */
    private record Case(
            List<Topic> closed,
            List<Topic> open,
            boolean closedListens,
            boolean openListens,
            boolean onOneHandle,
            boolean openFirst) {

        @Override
        public String toString() {
            return "a subscription to " + open + (openListens ? " with a listener" : "")
                    + ", before and after the closing of " + (openFirst ? "a later" : "an earlier")
                    + " subscription to "
                    + closed
                    + (closedListens ? " with a listener" : "") + (onOneHandle ? " on the same" : " on another")
                    + " handle";
        }
    }

    private Stream<Case> cases(List<Topic> closed, List<Topic> open) {
        List<Boolean> either = List.of(false, true);
        return either.stream()
                .flatMap(closedListens -> either.stream()
                        .flatMap(openListens -> either.stream()
                                .flatMap(onOneHandle -> either.stream()
                                        .map(openFirst -> new Case(
                                                closed, open, closedListens, openListens, onOneHandle, openFirst)))));
    }

    @Test
    @Tag("S-01")
    @Tag("S-07")
    void closingASubscriptionDoesNotSilenceOthersOnItsChannels() {
        cases(CHANNELS, CHANNELS).forEach(this::assertNotMuted);
        cases(CHANNELS, CHANNELS.subList(0, 1)).forEach(this::assertNotMuted);
        cases(CHANNELS.subList(0, 1), CHANNELS).forEach(this::assertNotMuted);
    }

    @Test
    @Tag("S-01")
    @Tag("S-07")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void closingASubscriptionDoesNotSilenceOthersOnItsPatterns() {
        cases(PATTERNS, PATTERNS).forEach(this::assertNotMuted);
        cases(BOTH, BOTH).forEach(this::assertNotMuted);
        cases(PATTERNS, BOTH).forEach(this::assertNotMuted);
    }

    private void assertNotMuted(Case each) {
        DistributedCoordination second = each.onOneHandle ? coordination : otherHandle();
        RecordingListener listener = new RecordingListener();
        listener.setPatience(background.patience());
        Subscription toClose = null;
        if (!each.openFirst) {
            toClose = subscribeToBeClosed(each, second);
        }
        Subscription open = each.openListens ? pubSub().subscribe(each.open, listener) : pubSub().subscribe(each.open);
        if (toClose == null) {
            toClose = subscribeToBeClosed(each, second);
        }
        List<String> expected = new ArrayList<>();
        publishOnEach(each.open, "before", expected);

        toClose.close();
        toClose.close();
        publishOnEach(each.open, "after", expected);

        assertThat(each.openListens ? listener.awaitCalls(expected.size()) : take(open, expected.size()))
                .as("the messages received by %s", each)
                .isEqualTo(expected);
        open.close();
    }

    private static Subscription subscribeToBeClosed(Case each, DistributedCoordination on) {
        return each.closedListens
                ? on.pubSub().subscribe(each.closed, message -> {})
                : on.pubSub().subscribe(each.closed);
    }

    private void publishOnEach(List<Topic> topics, String text, List<String> shown) {
        for (Topic topic : topics) {
            String channel = topic.name().substring(0, 1);
            publish(channel, text);
            shown.add(channel + (topic.kind() == Topic.Kind.PATTERN ? " by " + topic.name() : "") + ": " + text);
        }
    }
}
