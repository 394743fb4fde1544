// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Tests that the contract catches a defect in each rule about pub/sub even if it cannot use the result of {@code publish}.
 *
 * <p>{@code -Dcoordination.faults.whole=true} tries every defect of these rules, which takes minutes.
 */
@Tag("one-jdk")
@Execution(ExecutionMode.CONCURRENT)
class UncountedFaultsTest {

    private static final boolean WHOLE = Boolean.getBoolean("coordination.faults.whole");

    /** The defects that only the result of {@code publish} reveals. */
    private static final Set<String> VISIBLE_ONLY_IN_THE_COUNT = Set.of(
            "publish returns at most 1",
            "publish returns at least 1",
            "publish counts at most 300 deliveries",
            "publish counts deliveries in a single byte",
            "publish estimates 1 when nobody listens",
            "publish estimates 0 when one subscription listens",
            "publish estimates -1 when nobody listens");

    /** After a loss, only the result of {@code publish} reveals that the connection subscribes again. */
    private static boolean isVisibleOnlyInTheCount(Fault fault) {
        return VISIBLE_ONLY_IN_THE_COUNT.contains(fault.defect) || fault.defect.contains(" subscribes again ");
    }

    @TestFactory
    Stream<DynamicTest> exactlyTheDefectsThatShowWithoutTheCountAreCaught() {
        Set<Rule> seen = EnumSet.noneOf(Rule.class);
        return FaultyAdapter.ALL.stream()
                .filter(fault -> fault.breaks.area() == Rule.S_01.area())
                .filter(fault -> !fault.isRacy())
                .filter(fault -> WHOLE || isVisibleOnlyInTheCount(fault) || seen.add(fault.breaks))
                .map(fault -> DynamicTest.dynamicTest(
                        fault.breaks.id() + " " + fault,
                        () -> assertThat(isCaught(fault))
                                .as("whether the contract catches an adapter in which %s", fault)
                                .isEqualTo(!isVisibleOnlyInTheCount(fault))));
    }

    private static boolean isCaught(Fault fault) {
        return ContractEngine.onManyThreads(List.of(selectClass(UncountedFaultyTestCase.class)))
                        .filters((PostDiscoveryFilter) test ->
                                FilterResult.includedIf(test.getTags().contains(TestTag.create(fault.breaks.id()))))
                        .configurationParameter(FaultyAdapter.PARAMETER, fault.defect)
                        .execute()
                        .testEvents()
                        .failed()
                        .count()
                > 0;
    }

    /** Runs the contract on a defective adapter whose {@code publish} returns 1 for every message. */
    @ExtendWith(FaultyAdapter.class)
    static class UncountedFaultyTestCase extends CoordinationContract {

        private final Fault fault;

        UncountedFaultyTestCase(Fault fault) {
            this.fault = fault;
        }

        @Override
        protected CoordinationHarness harness() {
            return new UncountedHarness(
                    new FaultyHarness(fault),
                    deliveries -> 1,
                    Capability.EXACT_RECEIVER_COUNT,
                    Capability.KNOWS_WHEN_NOBODY_LISTENS);
        }
    }
}
