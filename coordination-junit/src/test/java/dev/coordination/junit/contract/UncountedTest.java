// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.coordination.junit.contract.faulty.ContractEngine;
import dev.coordination.junit.contract.faulty.UncountedHarness;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.Event;

/** Checks which tests inspect the result of {@code publish}, depending on the capabilities of the adapter. */
@Tag("one-jdk")
class UncountedTest {

    /** Leaves out rules about the cache, elections and members, none of which publishes messages. */
    private static final PostDiscoveryFilter WITHOUT_OTHER_AREAS = test -> FilterResult.includedIf(
            test.getTags().stream().noneMatch(tag -> tag.getName().matches("[CLM]-\\d\\d")));

    private static EngineExecutionResults run(Class<?> contract) {
        return ContractEngine.onManyThreads(List.of(selectClass(contract)))
                .filters(WITHOUT_OTHER_AREAS)
                .execute();
    }

    private static List<String> names(Stream<Event> events) {
        return events.map(event -> event.getTestDescriptor().getDisplayName())
                .sorted()
                .toList();
    }

    /** The adapter is correct, whatever it returns. The other parts of the rules are tested, not skipped. */
    @Test
    void noTestChecksACountThatTheAdapterDoesNotKnow() {
        EngineExecutionResults results = run(NothingKnownTestCase.class);

        assertThat(names(results.testEvents().failed().stream())).isEmpty();
        assertThat(names(results.testEvents().aborted().stream()))
                .containsExactly(
                        "G-05 publish does not count subscriptions of a closed handle",
                        "S-01 a subscription that is live misses nothing",
                        "S-03 publish counts a subscription if and only if it delivers to it",
                        "S-03 publish counts any number of subscriptions",
                        "S-03 publish counts each topic that matches",
                        "S-03 publish returns a positive number when somebody listens",
                        "S-03 publish returns how many subscriptions it reached",
                        "S-03 publish returns zero when nobody listens",
                        "S-04 a topic named twice is counted once",
                        "S-07 publish no longer counts a closed subscription",
                        "S-07 publish no longer counts closed patterns",
                        "S-08 publish counts an overflowed listener until it is closed",
                        "S-08 publish counts an overflowed subscription until it is closed");
    }

    /** The adapter returns 1 for every message. */
    @Test
    void anAdapterThatDoesNotKnowWhoListensKeepsTheContract() {
        assertThat(names(run(AcceptedTestCase.class).testEvents().failed().stream()))
                .isEmpty();
    }

    @Test
    void anAdapterThatOnlyKnowsWhetherAnybodyListensKeepsTheContract() {
        assertThat(names(run(EstimatedTestCase.class).testEvents().failed().stream()))
                .isEmpty();
    }

    @Test
    void anAdapterThatClaimsToKnowWhenNobodyListensMustKnow() {
        assertThat(names(run(AlwaysOneTestCase.class).testEvents().failed().stream()))
                .contains(
                        "G-05 publish does not count subscriptions of a closed handle",
                        "S-03 publish returns zero when nobody listens",
                        "S-07 publish no longer counts a closed subscription");
        assertThat(names(run(AlwaysZeroTestCase.class).testEvents().failed().stream()))
                .containsExactly(
                        "S-03 every subscription gets the same copies as in memory",
                        "S-03 publish returns a positive number when somebody listens");
    }

    /** An adapter with an exact count knows when nobody listens, even if it declares only the count. */
    @Test
    void anExactCountImpliesKnowingWhenNobodyListens() {
        EngineExecutionResults results = run(ExactTestCase.class);

        assertThat(names(results.testEvents().failed().stream())).isEmpty();
        assertThat(names(results.testEvents().aborted().stream())).isEmpty();
    }

    static class NothingKnownTestCase extends CoordinationContract {
        @Override
        protected CoordinationHarness harness() {
            return new UncountedHarness(
                    deliveries -> -7, Capability.EXACT_RECEIVER_COUNT, Capability.KNOWS_WHEN_NOBODY_LISTENS);
        }
    }

    static class AcceptedTestCase extends CoordinationContract {
        @Override
        protected CoordinationHarness harness() {
            return new UncountedHarness(
                    deliveries -> 1, Capability.EXACT_RECEIVER_COUNT, Capability.KNOWS_WHEN_NOBODY_LISTENS);
        }
    }

    static class EstimatedTestCase extends CoordinationContract {
        @Override
        protected CoordinationHarness harness() {
            return new UncountedHarness(deliveries -> Math.min(deliveries, 1), Capability.EXACT_RECEIVER_COUNT);
        }
    }

    static class AlwaysOneTestCase extends CoordinationContract {
        @Override
        protected CoordinationHarness harness() {
            return new UncountedHarness(deliveries -> 1, Capability.EXACT_RECEIVER_COUNT);
        }
    }

    static class AlwaysZeroTestCase extends CoordinationContract {
        @Override
        protected CoordinationHarness harness() {
            return new UncountedHarness(deliveries -> 0, Capability.EXACT_RECEIVER_COUNT);
        }
    }

    static class ExactTestCase extends CoordinationContract {
        @Override
        protected CoordinationHarness harness() {
            return new UncountedHarness(deliveries -> deliveries, Capability.KNOWS_WHEN_NOBODY_LISTENS);
        }
    }
}
