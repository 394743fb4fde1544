// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.contract.generated.LossCalls;
import dev.coordination.junit.contract.generated.MessageCalls;
import dev.coordination.junit.contract.generated.MessageOperation;
import dev.coordination.junit.contract.generated.NameCalls;
import dev.coordination.junit.contract.generated.OverflowCalls;
import dev.coordination.junit.contract.generated.PayloadCalls;
import dev.coordination.junit.contract.generated.QuietCalls;
import dev.coordination.junit.harness.Capability;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Generated calls on publish/subscribe: G-01, S-01 to S-08, S-10 to S-12. */
@RequiresCapability(Capability.PUBSUB)
abstract class GeneratedPubSubContract extends GeneratedArea {

    @Test
    @Tag("G-01")
    void channelsWithSimilarNamesStayDistinct() {
        compare(NameCalls::generateChannels);
    }

    @Test
    @Tag("S-01")
    void subscriptionsAreLiveAsInMemory() {
        compare(new MessageCalls(
                MessageOperation.SUBSCRIBE_AGAIN,
                MessageOperation.SUBSCRIBE_TO_TOPICS,
                MessageOperation.CLOSE,
                MessageOperation.DRAIN));
    }

    @Test
    @Tag("S-02")
    void messagesOfEverySizeArriveInTheSameOrderAsInMemory() {
        compare(PayloadCalls::generateSizes);
    }

    @Test
    @Tag("S-03")
    void everySubscriptionGetsTheSameCopiesAsInMemory() {
        compare(MessageCalls.countingReceivers(
                MessageOperation.SUBSCRIBE_AGAIN,
                MessageOperation.SUBSCRIBE_TO_TOPICS,
                MessageOperation.CLOSE,
                MessageOperation.POLL));
    }

    @Test
    @Tag("S-04")
    void overlappingTopicsDeliverAsInMemory() {
        compare(new MessageCalls(MessageOperation.SUBSCRIBE_TO_TOPICS, MessageOperation.DRAIN));
    }

    @Test
    @Tag("S-05")
    void payloadsArriveAsInMemory() {
        compare(PayloadCalls::generateValues);
    }

    @Test
    @Tag("S-06")
    void nextReturnsTheSameMessagesAsInMemory() {
        compare(new MessageCalls(
                MessageOperation.SUBSCRIBE_TO_TOPICS,
                MessageOperation.NEXT,
                MessageOperation.NEXT,
                MessageOperation.NEXT));
    }

    @Test
    @Tag("S-07")
    void closedSubscriptionsDoTheSameAsInMemory() {
        compare(new MessageCalls(
                MessageOperation.SUBSCRIBE_AGAIN,
                MessageOperation.SUBSCRIBE_TO_TOPICS,
                MessageOperation.CLOSE_AND_USE));
    }

    @Test
    @Tag("S-08")
    @RequiresCapability(Capability.POLL_SEES_PUBLISHED)
    void fullBuffersDoTheSameAsInMemory() {
        compare(new OverflowCalls());
    }

    @Test
    @Tag("S-10")
    void noOperationOnTheCacheCausesMessages() {
        compare(QuietCalls::generateKeys);
    }

    @Test
    @Tag("S-10")
    void noOperationOnElectionsCausesMessages() {
        compare(QuietCalls::generateElections);
    }

    @Test
    @Tag("S-10")
    void noOperationOnMembersCausesMessages() {
        compare(QuietCalls::generateMembers);
    }

    @Test
    @Tag("S-11")
    @RequiresCapability(Capability.POLL_SEES_PUBLISHED)
    void pollAndPendingSeeTheSameMessagesAsInMemory() {
        compare(new MessageCalls(
                MessageOperation.SUBSCRIBE_TO_TOPICS,
                MessageOperation.POLL,
                MessageOperation.POLL,
                MessageOperation.PENDING,
                MessageOperation.PENDING));
    }

    @Test
    @Tag("S-12")
    @RequiresCapability({Capability.SUBSCRIPTION_LOSS, Capability.POLL_SEES_PUBLISHED})
    void lostSubscriptionsDoTheSameAsInMemory() {
        compare(new LossCalls());
    }
}
