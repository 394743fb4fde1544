// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.Arguments;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Channel patterns: P-01 to P-08. */
@RequiresCapability({Capability.PUBSUB, Capability.PATTERN_SUBSCRIPTIONS})
@TestNameSuffix("(channels)")
abstract class ChannelPatternContract extends PatternContract {

    @Override
    void assertMatches(List<PatternExample> examples) throws Exception {
        for (PatternExample example : examples) {
            try (Subscription subscription = coordination.pubSub().subscribeMatching(example.pattern())) {
                for (String name : example.names()) {
                    coordination.pubSub().publish(name, bytes(name));
                }
                assertThat(received(subscription, example))
                        .as(
                                "the channels received after pubSub.subscribeMatching(%s)",
                                Arguments.quoted(example.pattern()))
                        .isEqualTo(example.names().stream()
                                .filter(example.matches()::contains)
                                .toList());
            }
        }
    }

    private List<String> received(Subscription subscription, PatternExample example) throws Exception {
        List<String> channels = new ArrayList<>();
        if (harness.capabilities().contains(Capability.POLL_SEES_PUBLISHED)) {
            while (subscription.pending() > 0) {
                Optional<Message> message = subscription.poll();
                assertThat(message)
                        .as("subscription.poll() while subscription.pending() is positive")
                        .isPresent();
                channels.add(message.map(Message::channel).orElseThrow());
            }
            return channels;
        }
        for (String expected : example.names()) {
            if (example.matches().contains(expected)) {
                Optional<Message> message = background.within(() -> subscription.next(background.patience()));
                assertThat(message)
                        .as("subscription.next() after pubSub.publish to %s", Arguments.quoted(expected))
                        .isPresent();
                channels.add(message.map(Message::channel).orElseThrow());
            }
        }
        return channels;
    }

    @Override
    void assertMatchesInTime(String pattern, String almost, int times) {
        try (Subscription subscription = coordination.pubSub().subscribeMatching(pattern)) {
            background.within(() -> {
                for (int i = 0; i < times; i++) {
                    publishToNobody(coordination, almost, "x");
                }
                return coordination.pubSub().publish(almost + "b", bytes("x"));
            });

            assertThat(background
                            .within(() -> subscription.next(background.patience()))
                            .map(Message::channel))
                    .as(
                            "the channel of subscription.next() after pubSub.subscribeMatching(%s)",
                            Arguments.quoted(pattern))
                    .contains(almost + "b");
        }
    }

    @Test
    @Tag("P-03")
    void aRangeWithOneAsciiAndOneNonAsciiEndIsRefused() {
        for (String pattern : MIXED_RANGES) {
            assertRefused(pattern, () -> coordination.pubSub().subscribeMatching(pattern));
        }

        publishToNobody(coordination, "b", "x");
    }
}
