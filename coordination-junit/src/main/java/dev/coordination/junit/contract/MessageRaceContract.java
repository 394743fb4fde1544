// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.races.MessageCalls.pollAll;
import static dev.coordination.junit.contract.races.MessageCalls.publish;
import static dev.coordination.junit.contract.races.MessageCalls.subscribe;
import static dev.coordination.junit.contract.races.Race.between;

import dev.coordination.junit.harness.Capability;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Messages that are published while a subscription begins: S-01, S-03. */
@RequiresCapability({Capability.PUBSUB, Capability.EXACT_RECEIVER_COUNT, Capability.POLL_SEES_PUBLISHED})
abstract class MessageRaceContract extends RaceArea {

    /** An adapter that counts the subscriptions and then delivers, or delivers and then counts, may contradict itself. */
    @Test
    @Tag("S-03")
    void publishCountsASubscriptionIfAndOnlyIfItDeliversToIt() {
        judge(between(subscribe(), publish("1")).then(pollAll()));
    }

    /** Once a subscription is live, it misses nothing. */
    @Test
    @Tag("S-01")
    void aSubscriptionThatIsLiveMissesNothing() {
        judge(
                between(List.of(subscribe(), publish("1")), List.of(publish("2")))
                        .then(pollAll()),
                between(subscribe(), publish("1")).then(publish("2"), pollAll()));
    }
}
