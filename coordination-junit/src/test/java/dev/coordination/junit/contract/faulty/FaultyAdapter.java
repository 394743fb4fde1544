// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.junit.contract.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Lists all faults, and injects the one that a configuration parameter names. */
public final class FaultyAdapter implements ParameterResolver {

    static final String PARAMETER = "coordination.faulty.adapter";

    public static final List<Fault> ALL = Stream.of(
                    GeneralFaults.all(),
                    InterruptFaults.all(),
                    LossFaults.all(),
                    RepeatingFaults.all(),
                    CacheFaults.all(),
                    ComparisonFaults.all(),
                    ExpiryFaults.all(),
                    CounterFaults.all(),
                    PatternFaults.all(),
                    SlowPatternFaults.all(),
                    PubSubFaults.all(),
                    SubscriptionFaults.all(),
                    ListenerFaults.all(),
                    ElectionFaults.all(),
                    ClusterFaults.all(),
                    TimeFaults.all(),
                    LimitFaults.all(),
                    CountFaults.all(),
                    TtlSizeFaults.all(),
                    LeftoverFaults.all(),
                    EntryKindFaults.all(),
                    EqualityFaults.all(),
                    ValueFaults.all(),
                    NumberFaults.all(),
                    ConfusedNameFaults.all(),
                    NearCacheFaults.all(),
                    QuantityFaults.all(),
                    AreaFaults.all(),
                    EqualValueFaults.all(),
                    SimilarNodeFaults.all(),
                    NullFaults.all(),
                    StaleReadFaults.all(),
                    SameTtlFaults.all(),
                    RefusedFaults.all(),
                    CombinedFaults.all(),
                    RepetitionFaults.all(),
                    KeptExpiryFaults.all(),
                    RememberingFaults.all(),
                    PayloadFaults.all(),
                    SubscriptionNumberFaults.all(),
                    EqualSubscriptionFaults.all(),
                    ListenerEndFaults.all(),
                    LongWaitFaults.all(),
                    SubscriptionWaitFaults.all(),
                    OtherHandleFaults.all(),
                    ChannelPatternFaults.all(),
                    ReturnedNameFaults.all(),
                    NeighborFaults.all(),
                    QuietFaults.all(),
                    HandleMemoryFaults.all(),
                    LaterTtlFaults.all(),
                    NumberOfThingsFaults.all(),
                    ListenerActionFaults.all(),
                    PatternDialectFaults.all(),
                    SessionFaults.all(),
                    SlidingExpiryFaults.all(),
                    KeptArrayFaults.all(),
                    SharedOverflowFaults.all(),
                    KeptArgumentFaults.all(),
                    EndedSubscriptionFaults.all(),
                    NeutralWriteFaults.all(),
                    LastSubscriptionFaults.all(),
                    CapabilityFaults.all(),
                    BatchFaults.all(),
                    LateDeliveryFaults.all(),
                    HandleClockFaults.all(),
                    BusyHandleFaults.all(),
                    ManyMessagesFaults.all(),
                    SharedWaitFaults.all(),
                    EndedTermFaults.all(),
                    LongPatternFaults.all(),
                    HandleNumberFaults.all(),
                    ValueSizeFaults.all(),
                    RememberedAnswerFaults.all())
            .flatMap(List::stream)
            .toList();

    /** A fault that leaves an adapter unchanged. */
    static final Fault NONE = Fault.of(Rule.G_01, "nothing is wrong");

    private static final Map<String, Fault> BY_DEFECT = Stream.of(ALL, RacyFaults.all(), List.of(NONE))
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableMap(fault -> fault.defect, Function.identity()));

    /** Returns the fault with the given description. */
    public static Fault of(String defect) {
        return Optional.ofNullable(BY_DEFECT.get(defect)).orElseThrow();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Fault.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return of(context.getConfigurationParameter(PARAMETER).orElseThrow());
    }
}
