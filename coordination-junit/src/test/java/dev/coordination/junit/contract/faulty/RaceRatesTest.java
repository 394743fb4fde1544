// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.settings.NumberProperty;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.testkit.engine.EngineTestKit;

/**
 * Runs the races of the contract on adapters whose races have short windows. These adapters are not part of
 * {@link FaultyAdaptersTest}, because other tests that run at the same time may keep the two threads of a race from
 * meeting.
 *
 * <p>{@code -Dcoordination.races.runs} measures how often each of them is caught, which takes minutes, and
 * {@code -Dcoordination.races.only=C-0[367]} selects adapters by a regular expression, which is searched for in the rule and the
 * defect.
 */
@Tag("one-jdk")
@Isolated("races are rarer if other tests take the processors")
class RaceRatesTest {

    private static final String RUNS_PROPERTY = "coordination.races.runs";
    private static final int RUNS = NumberProperty.positiveInt(RUNS_PROPERTY, 1);
    private static final Pattern ONLY = Pattern.compile(System.getProperty("coordination.races.only", ""));
    private static final int ATTEMPTS = 100;
    private static final double CAUGHT_AT_LEAST = 0.99;

    /** The areas of the contract that contain races; their classes are package-private. */
    private static final List<DiscoverySelector> AREAS = Stream.of(
                    "CacheRaceRules",
                    "ClosingRaceRules",
                    "MessageRaceRules",
                    "ElectionRaceRules",
                    "MembershipRaceRules")
            .map(area -> CoordinationContract.class.getName() + "$" + area)
            .<DiscoverySelector>map(area -> selectNestedClass(List.of(FaultyContractTestCase.class.getName()), area))
            .toList();

    static List<Fault> races() {
        List<Fault> selected = RacyFaults.all().stream()
                .filter(race -> ONLY.matcher(race.breaks.id() + " " + race).find())
                .toList();
        assertThat(selected)
                .as("the racy adapters whose rule or defect contains %s", ONLY)
                .isNotEmpty();
        return selected;
    }

    /** A single run may miss a race on a busy machine. */
    @ParameterizedTest
    @MethodSource("races")
    void aRaceIsCaughtByTheRuleThatItBreaks(Fault race) {
        assertThat(IntStream.range(0, ATTEMPTS).anyMatch(run -> isCaught(race)))
                .as("whether the races of %s caught the defect in one of %d runs", race.breaks.id(), ATTEMPTS)
                .isTrue();
    }

    @EnabledIfSystemProperty(
            named = RUNS_PROPERTY,
            matches = "[1-9][0-9]*",
            disabledReason = "measures rates only with -Dcoordination.races.runs=100")
    @ParameterizedTest
    @MethodSource("races")
    void aRaceIsCaughtOnAnIdleMachine(Fault race) {
        assertCaught(race, "idle");
    }

    @EnabledIfSystemProperty(
            named = RUNS_PROPERTY,
            matches = "[1-9][0-9]*",
            disabledReason = "measures rates only with -Dcoordination.races.runs=100")
    @ParameterizedTest
    @MethodSource("races")
    void aRaceIsCaughtOnABusyMachine(Fault race) {
        List<Thread> busy = IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .mapToObj(i -> new Thread(RaceRatesTest::spin, "busy"))
                .toList();
        busy.forEach(Thread::start);
        try {
            assertCaught(race, "busy");
        } finally {
            busy.forEach(Thread::interrupt);
        }
    }

    private static void spin() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    private static void assertCaught(Fault race, String machine) {
        long start = System.nanoTime();
        long caught = IntStream.range(0, RUNS).filter(run -> isCaught(race)).count();
        System.out.printf(
                "%s %s: caught in %d of %d runs, %s machine, %d ms a run%n",
                race.breaks.id(), race, caught, RUNS, machine, (System.nanoTime() - start) / 1_000_000 / RUNS);

        assertThat(caught)
                .as("runs, out of %d, in which the races of %s caught the defect", RUNS, race.breaks.id())
                .isGreaterThanOrEqualTo((long) Math.ceil(RUNS * CAUGHT_AT_LEAST));
    }

    private static boolean isCaught(Fault race) {
        return EngineTestKit.engine("junit-jupiter")
                        .selectors(AREAS.toArray(DiscoverySelector[]::new))
                        .filters(testsOf(race.breaks))
                        .enableImplicitConfigurationParameters(false)
                        .configurationParameter(FaultyAdapter.PARAMETER, race.defect)
                        .execute()
                        .testEvents()
                        .failed()
                        .count()
                > 0;
    }

    private static PostDiscoveryFilter testsOf(Rule rule) {
        return test -> FilterResult.includedIf(test.getTags().contains(TestTag.create(rule.id())));
    }
}
