// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;

/**
 * The contract that every adapter must keep. To test an adapter, extend this class, return a
 * {@link CoordinationHarness} for the adapter, and run it like any test class.
 *
 * <pre>{@code
 * class EtcdCoordinationContractTest extends CoordinationContract {
 *     @Override
 *     protected CoordinationHarness harness() {
 *         return new EtcdHarness();
 *     }
 * }
 * }</pre>
 *
 * <p>The first area checks the harness itself, to distinguish a broken harness from a broken adapter. A test that needs
 * a missing {@link Capability} is skipped, and says why. Tests may run in any order and in parallel.
 *
 * @since 0.1.0
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
public abstract class CoordinationContract {

    /**
     * The key of the report entry in which each test names its adapter. The entry also contains the
     * {@linkplain CoordinationHarness#details details} of the harness: the key of each is this key, a dot, and the detail's
     * own key. If the {@linkplain CoordinationHarness#limits limits} are lower than those of the port, the entry also
     * contains them, under this key followed by {@code .limits}.
     *
     * @since 0.1.0
     */
    public static final String ADAPTER_ENTRY = "coordination.adapter";

    /** Sole constructor, for subclasses. */
    protected CoordinationContract() {}

    /**
     * Returns a new harness on a fresh, empty backend. This is called for each test and for each repetition of a test,
     * by several threads at once if tests run in parallel.
     *
     * @return the harness; the contract closes it
     * @since 0.1.0
     */
    protected abstract CoordinationHarness harness();

    @Nested
    @Order(1)
    @DisplayName("the harness itself")
    class HarnessRules extends HarnessContract {}

    @Nested
    @Order(2)
    @DisplayName("names, TTLs, copies")
    class GeneralRules extends GeneralContract {}

    @Nested
    @Order(3)
    @DisplayName("separate areas and backends")
    class SeparationRules extends SeparationContract {}

    @Nested
    @Order(4)
    @DisplayName("closing, unreachable backends")
    class ClosingRules extends ClosingContract {}

    @Nested
    @Order(5)
    @DisplayName("capabilities")
    class CapabilitiesRules extends CapabilitiesContract {}

    @Nested
    @Order(6)
    @DisplayName("values and TTLs")
    class CacheRules extends CacheContract {}

    @Nested
    @Order(7)
    @DisplayName("deleting")
    class DeletionRules extends DeletionContract {}

    @Nested
    @Order(8)
    @DisplayName("creating")
    class CreationRules extends CreationContract {}

    @Nested
    @Order(9)
    @DisplayName("comparing")
    class ComparisonRules extends ComparisonContract {}

    @Nested
    @Order(10)
    @DisplayName("expiry")
    class ExpiryRules extends ExpiryContract {}

    @Nested
    @Order(11)
    @DisplayName("counters")
    class CounterRules extends CounterContract {}

    @Nested
    @Order(12)
    @DisplayName("key patterns")
    class KeyPatternRules extends KeyPatternContract {}

    @Nested
    @Order(13)
    @DisplayName("channel patterns")
    class ChannelPatternRules extends ChannelPatternContract {}

    @Nested
    @Order(14)
    @DisplayName("publishing")
    class PubSubRules extends PubSubContract {}

    @Nested
    @Order(15)
    @DisplayName("receiver counts")
    class ReceiverCountRules extends ReceiverCountContract {}

    @Nested
    @Order(16)
    @DisplayName("message order")
    class MessageOrderRules extends MessageOrderContract {}

    @Nested
    @Order(17)
    @DisplayName("topics")
    class TopicsRules extends TopicContract {}

    @Nested
    @Order(18)
    @DisplayName("waiting")
    class WaitingRules extends WaitingContract {}

    @Nested
    @Order(19)
    @DisplayName("polling")
    class PollingRules extends PollingContract {}

    @Nested
    @Order(20)
    @DisplayName("overflow")
    class OverflowRules extends OverflowContract {}

    @Nested
    @Order(21)
    @DisplayName("ending subscriptions")
    class SubscriptionEndRules extends SubscriptionEndContract {}

    @Nested
    @Order(22)
    @DisplayName("listeners")
    class ListenerRules extends ListenerContract {}

    @Nested
    @Order(23)
    @DisplayName("what listeners may do")
    class ListenerActionsRules extends ListenerActionsContract {}

    @Nested
    @Order(24)
    @DisplayName("listener failures")
    class ListenerFailureRules extends ListenerFailureContract {}

    @Nested
    @Order(25)
    @DisplayName("listener overflow")
    class ListenerOverflowRules extends ListenerOverflowContract {}

    @Nested
    @Order(26)
    @DisplayName("ending listeners")
    class ListenerEndRules extends ListenerEndContract {}

    @Nested
    @Order(27)
    @DisplayName("leader election")
    class ElectionRules extends ElectionContract {}

    @Nested
    @Order(28)
    @DisplayName("leases")
    class LeaseRules extends LeaseContract {}

    @Nested
    @Order(29)
    @DisplayName("fencing")
    class FencingRules extends FencingContract {}

    @Nested
    @Order(30)
    @DisplayName("contention")
    class ContentionRules extends ContentionContract {}

    @Nested
    @Order(31)
    @DisplayName("cluster membership")
    class MembershipRules extends MembershipContract {}

    @Nested
    @Order(32)
    @DisplayName("metadata")
    class MetadataRules extends MetadataContract {}

    @Nested
    @Order(33)
    @DisplayName("membership snapshots")
    class SnapshotRules extends SnapshotContract {}

    @Nested
    @Order(34)
    @DisplayName("time")
    class TimeRules extends TimeContract {}

    @Nested
    @Order(35)
    @DisplayName("histories")
    class HistoryRules extends HistoryContract {}

    @Nested
    @Order(36)
    @DisplayName("limits")
    class LimitRules extends LimitContract {}

    @Nested
    @Order(37)
    @DisplayName("TTL steps")
    class TtlStepRules extends TtlStepContract {}

    @Nested
    @Order(40)
    @DisplayName("generated: general")
    class GeneratedGeneralRules extends GeneratedGeneralContract {}

    @Nested
    @Order(41)
    @DisplayName("generated: cache")
    class GeneratedCacheRules extends GeneratedCacheContract {}

    @Nested
    @Order(42)
    @DisplayName("generated: key patterns")
    class GeneratedPatternRules extends GeneratedPatternContract {}

    @Nested
    @Order(43)
    @DisplayName("generated: leader election")
    class GeneratedElectionRules extends GeneratedElectionContract {}

    @Nested
    @Order(44)
    @DisplayName("generated: membership")
    class GeneratedMembershipRules extends GeneratedMembershipContract {}

    @Nested
    @Order(45)
    @DisplayName("generated: channel patterns")
    class GeneratedChannelPatternRules extends GeneratedChannelPatternContract {}

    @Nested
    @Order(46)
    @DisplayName("generated: publishing")
    class GeneratedPubSubRules extends GeneratedPubSubContract {}

    @Nested
    @Order(60)
    @DisplayName("interrupts")
    class InterruptRules extends InterruptContract {}

    @Nested
    @Order(61)
    @DisplayName("interrupts and subscriptions")
    class SubscriptionInterruptRules extends SubscriptionInterruptContract {}

    @Nested
    @Order(62)
    @DisplayName("lost replies")
    class LostReplyRules extends LostReplyContract {}

    @Nested
    @Order(63)
    @DisplayName("lost subscriptions, after some time")
    class SubscriptionLossRules extends SubscriptionLossContract {}

    @Nested
    @Order(64)
    @DisplayName("similar names")
    class DistinctNamesRules extends DistinctNamesContract {}

    @Nested
    @Order(65)
    @DisplayName("null arguments")
    class NullArgumentRules extends NullArgumentContract {}

    @Nested
    @Order(66)
    @DisplayName("unrelated areas")
    class UnrelatedAreasRules extends UnrelatedAreasContract {}

    @Nested
    @Order(70)
    @DisplayName("races: cache")
    class CacheRaceRules extends CacheRaceContract {}

    @Nested
    @Order(71)
    @DisplayName("races: messages")
    class MessageRaceRules extends MessageRaceContract {}

    @Nested
    @Order(72)
    @DisplayName("races: election")
    class ElectionRaceRules extends ElectionRaceContract {}

    @Nested
    @Order(73)
    @DisplayName("races: membership")
    class MembershipRaceRules extends MembershipRaceContract {}

    @Nested
    @Order(74)
    @DisplayName("payloads")
    class PayloadRules extends PayloadContract {}

    @Nested
    @Order(75)
    @DisplayName("numbers of topics, subscriptions and messages")
    class SubscriptionNumbersRules extends SubscriptionNumbersContract {}

    @Nested
    @Order(76)
    @DisplayName("equal subscriptions")
    class EqualSubscriptionsRules extends EqualSubscriptionsContract {}

    @Nested
    @Order(77)
    @DisplayName("late listener calls")
    class LateCallsRules extends LateCallsContract {}

    @Nested
    @Order(78)
    @DisplayName("last listener calls")
    class ListenerLastCallRules extends ListenerLastCallContract {}

    @Nested
    @Order(79)
    @DisplayName("long waits")
    class LongWaitsRules extends LongWaitsContract {}

    @Nested
    @Order(80)
    @DisplayName("copied topics")
    class CopiedTopicsRules extends CopiedTopicsContract {}

    @Nested
    @Order(81)
    @DisplayName("characters in names")
    class CharacterNamesRules extends CharacterNamesContract {}

    @Nested
    @Order(82)
    @DisplayName("characters in channels")
    class CharacterChannelsRules extends CharacterChannelsContract {}

    @Nested
    @Order(83)
    @DisplayName("two backends")
    class TwoBackendsRules extends TwoBackendsContract {}

    @Nested
    @Order(84)
    @DisplayName("generated: several handles")
    class GeneratedHandlesRules extends GeneratedHandlesContract {}

    @Nested
    @Order(85)
    @DisplayName("generated: TTLs of names used before")
    class GeneratedTtlRules extends GeneratedTtlContract {}

    @Nested
    @Order(86)
    @DisplayName("generated: listeners")
    class GeneratedListenerRules extends GeneratedListenerContract {}

    @Nested
    @Order(87)
    @DisplayName("histories of expiring keys")
    class EntryHistoryRules extends EntryHistoryContract {}

    @Nested
    @Order(88)
    @DisplayName("numbers of keys, increments, terms and nodes")
    class NumbersRules extends NumbersContract {}

    @Nested
    @Order(89)
    @DisplayName("many waiting threads")
    class OpenWaitsRules extends OpenWaitsContract {}

    @Nested
    @Order(90)
    @DisplayName("arguments changed later")
    class ChangedArgumentsRules extends ChangedArgumentsContract {}

    @Nested
    @Order(91)
    @DisplayName("subscriptions that ended before their handle")
    class EndedSubscriptionsRules extends EndedSubscriptionsContract {}

    @Nested
    @Order(92)
    @DisplayName("generated: expiry, and endings by other handles")
    class GeneratedEndRules extends GeneratedEndContract {}

    @Nested
    @Order(93)
    @DisplayName("interrupts and busy handles")
    class BusyHandleRules extends BusyHandleContract {}

    @Nested
    @Order(94)
    @DisplayName("numbers of handles, subscriptions and results")
    class HandleNumbersRules extends HandleNumbersContract {}

    @Nested
    @Order(95)
    @DisplayName("values of every size")
    class ValueSizesRules extends ValueSizesContract {}

    @Nested
    @Order(96)
    @DisplayName("repeated writes")
    class SameWritesRules extends SameWritesContract {}

    @Nested
    @Order(97)
    @DisplayName("races with closing")
    class ClosingRaceRules extends ClosingRaceContract {}

    @Nested
    @Order(98)
    @DisplayName("queries repeated after an expiry")
    class QueriesAfterExpiryRules extends QueriesAfterExpiryContract {}
}
