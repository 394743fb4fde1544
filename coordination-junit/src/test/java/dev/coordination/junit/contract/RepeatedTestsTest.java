// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.coordination.CoordinationClosedException;
import dev.coordination.DistributedCoordination;
import dev.coordination.junit.harness.CoordinationHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Tests that a late test is repeated with a longer unit, and that a test that fails on time is not repeated. */
class RepeatedTestsTest {

    private static final int NOT_LATE = 0;
    private static final int CORRECT = 1;
    private static final int FAULTY = 2;

    /** A delay in milliseconds that exceeds the longest unit. */
    private static final int ALWAYS_TOO_LATE = 1_000;

    private static EngineExecutionResults run(Class<?> area, String test, int lateBy, int aging) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(area, test))
                .enableImplicitConfigurationParameters(false)
                .configurationParameter(SlowMachine.LATE_BY, Integer.toString(lateBy))
                .configurationParameter(SlowMachine.AGING, Integer.toString(aging))
                .execute();
    }

    /** Returns the report entries about attempts that were discarded. */
    private static List<String> repeated(EngineExecutionResults results) {
        return results.testEvents()
                .reportingEntryPublished()
                .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
                .filter(entry -> entry.containsKey(ContractExtension.REPEATED))
                .map(entry -> entry.get(ContractExtension.REPEATED))
                .toList();
    }

    private static Throwable failure(EngineExecutionResults results) {
        assertThat(results.testEvents().failed().count()).isEqualTo(1);
        return results.testEvents()
                .failed()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .findFirst()
                .flatMap(TestExecutionResult::getThrowable)
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "11, 0", "12, 1", "22, 1", "23, 2", "44, 2", "45, 3", "88, 3"})
    void aLateTestIsRepeatedUntilItsUnitIsLongEnough(int lateBy, int repetitions) {
        EngineExecutionResults results = run(SlowTestCase.class, "manySmallStepsAddUp", lateBy, CORRECT);

        assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
        assertThat(repeated(results)).hasSize(repetitions);
    }

    @Test
    void aRepetitionIsReportedWithItsUnitAndLateness() {
        assertThat(repeated(run(SlowTestCase.class, "manySmallStepsAddUp", 44, CORRECT)))
                .containsExactly("308 ms late with a unit of 100 ms", "396 ms late with a unit of 200 ms");
    }

    @ParameterizedTest
    @CsvSource({
        "manySmallStepsAddUp, 1000, 2000, 3000, 5000",
        "oneClockGovernsEverythingThatExpires, 1000, 1000, 1000, 1000"
    })
    void aTestThatIsAlwaysLateFailsAsUndecided(String test, int first, int second, int third, int last) {
        EngineExecutionResults results = run(SlowTestCase.class, test, ALWAYS_TOO_LATE, CORRECT);

        assertThat(failure(results))
                .isExactlyInstanceOf(Undecided.class)
                .hasMessageStartingWith("""
                        [T-01 %s]
                        undecided on slow adapter:
                        This machine was too slow. All 4 attempts failed and were late by half a unit of time or more: \
                        %d ms late with a unit of 100 ms, %d ms late with a unit of 200 ms, \
                        %d ms late with a unit of 400 ms, %d ms late with a unit of 800 ms. \
                        Run fewer tests at once, or let the harness choose a longer unit. The last attempt saw:
                        """, Rule.byId("T-01").orElseThrow().text(), first, second, third, last)
                .hasMessageContaining("Expecting value to be true but was false")
                .hasCauseInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "manySmallStepsAddUp",
                "oneClockGovernsEverythingThatExpires",
                "aScheduledRenewalKeepsALeaseAlive"
            })
    void aFaultyAdapterFailsAtOnceWhenTheMachineIsOnTime(String test) {
        EngineExecutionResults results = run(SlowTestCase.class, test, NOT_LATE, FAULTY);

        assertThat(failure(results))
                .isExactlyInstanceOf(ContractViolation.class)
                .hasMessageContaining("\nbroken by slow adapter:\n");
        assertThat(repeated(results)).isEmpty();
    }

    @Test
    void aFaultyAdapterFailsOnTheFirstAttemptThatIsOnTime() {
        EngineExecutionResults results = run(SlowTestCase.class, "manySmallStepsAddUp", 30, FAULTY);

        assertThat(failure(results)).isExactlyInstanceOf(ContractViolation.class);
        assertThat(repeated(results))
                .containsExactly("120 ms late with a unit of 100 ms", "150 ms late with a unit of 200 ms");
    }

    @Test
    void everyAttemptHasItsOwnHarnessHandlesAndThreads() {
        EngineExecutionResults results = run(FreshnessTestCase.class, "usesFreshObjects", NOT_LATE, CORRECT);

        results.testEvents()
                .assertStatistics(statistics -> statistics.succeeded(1).failed(0));
        assertThat(repeated(results)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"timesOut", "isInterrupted", "usesNoTime", "isAborted"})
    void aTestIsNotRepeatedIfALongerUnitCannotChangeItsFailure(String test) {
        EngineExecutionResults results = run(NotRepeatedTestCase.class, test, NOT_LATE, CORRECT);

        assertThat(results.testEvents().succeeded().count()).isZero();
        assertThat(results.testEvents().finished().count()).isEqualTo(1);
        assertThat(repeated(results)).isEmpty();
    }

    @ExtendWith(SlowMachine.Resolver.class)
    static class SlowTestCase extends TimeContract {
        private final SlowMachine machine;

        SlowTestCase(SlowMachine machine) {
            this.machine = machine;
        }

        @Override
        protected CoordinationHarness harness() {
            return machine.harness();
        }

        @Override
        LongSupplier nanoTime() {
            return machine::nanoTime;
        }
    }

    /** Is late three times. The fourth attempt checks that each attempt had new objects. */
    static class FreshnessTestCase extends SlowTestCase {
        private final List<DistributedCoordination> handles = new ArrayList<>();
        private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        private final List<Duration> units = new ArrayList<>();
        private final SlowMachine machine;

        FreshnessTestCase(SlowMachine machine) {
            super(machine);
            this.machine = machine;
        }

        @Test
        @Tag("T-01")
        public void usesFreshObjects() {
            handles.forEach(handle -> assertThat(isClosed(handle)).isTrue());
            handles.addAll(List.of(coordination, otherHandle(), connect()));
            seen.addAll(List.of(harness, coordination, otherHandle(), background, time()));
            units.add(units(1));
            assertThat(coordination.cache().exists("k")).isFalse();
            coordination.cache().set("k", bytes("x"));
            assertThat(otherHandle().cache().exists("k")).isTrue();
            machine.pass(units(1));
            assertThat(units).hasSize(4);
            assertThat(seen).hasSize(4 * 5);
            assertThat(units)
                    .containsExactly(
                            SlowMachine.UNIT,
                            SlowMachine.UNIT.multipliedBy(2),
                            SlowMachine.UNIT.multipliedBy(4),
                            SlowMachine.UNIT.multipliedBy(8));
        }

        private static boolean isClosed(DistributedCoordination handle) {
            try {
                handle.cache().exists("k");
                return false;
            } catch (CoordinationClosedException e) {
                return true;
            }
        }
    }

    /** Contains tests that are late and fail in ways that a longer unit cannot change. */
    static class NotRepeatedTestCase extends SlowTestCase {
        private final SlowMachine machine;

        NotRepeatedTestCase(SlowMachine machine) {
            super(machine);
            this.machine = machine;
        }

        private void beLate() {
            machine.pass(units(2));
        }

        @Test
        @Tag("T-01")
        public void timesOut() throws Exception {
            beLate();
            throw new TimeoutException();
        }

        @Test
        @Tag("T-01")
        public void isInterrupted() throws Exception {
            beLate();
            throw new InterruptedException();
        }

        @Test
        @Tag("T-01")
        public void isAborted() {
            beLate();
            Assumptions.abort();
        }

        @Test
        @Tag("T-01")
        public void usesNoTime() {
            machine.pass(Duration.ofHours(1));
            assertThat(Map.of()).isNotEmpty();
        }
    }
}
