// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coordination.SharedCache;
import org.junit.jupiter.api.Test;

class EveryInterleavingTest {

    private static void count(SharedCache cache) {
        cache.setText(
                "hits",
                Integer.toString(cache.getText("hits").map(Integer::parseInt).orElse(0) + 1));
    }

    private static void countAtomically(SharedCache cache) {
        cache.increment("hits", 1);
    }

    @Test
    void aTestThatPassesInEveryScheduleIsOneTestThatPasses() {
        FixtureRun run = FixtureRun.of(CorrectTestCase.class);

        run.assertPassed(1);
        assertThat(run.reports(EveryInterleaving.REPORT))
                .singleElement()
                .asString()
                .startsWith("proved for every schedule (");
    }

    static class CorrectTestCase {

        @EveryInterleaving
        void noHitIsLost(Nodes nodes) throws Exception {
            nodes.run(a -> countAtomically(a.cache()), b -> countAtomically(b.cache()));
            assertThat(nodes.node("reader").cache().getText("hits")).contains("2");
        }
    }

    @Test
    void aTestThatFailsInAScheduleFailsOnceWithThatSchedule() {
        FixtureRun run = FixtureRun.of(LostUpdateTestCase.class);

        assertThat(run.failed()).containsExactly("noHitIsLost(Nodes)");
        ExplorationFailedError failure = (ExplorationFailedError) run.failure();
        ScheduleFailure schedule = failure.result().failure().orElseThrow();
        assertThat(failure.getCause()).isSameAs(schedule.cause()).isInstanceOf(AssertionError.class);
        assertThat(failure)
                .hasMessageContaining(schedule.timeline())
                .hasMessageContaining("add replay = \"" + schedule.token() + "\" to @EveryInterleaving");
        assertThat(run.reports(EveryInterleaving.REPORT)).hasSize(1);
    }

    static class LostUpdateTestCase {

        @EveryInterleaving
        void noHitIsLost(Nodes nodes) throws Exception {
            nodes.run(a -> count(a.cache()), b -> count(b.cache()));
            assertThat(nodes.node("reader").cache().getText("hits")).contains("2");
        }
    }

    @Test
    void replaysOneScheduleByItsToken() {
        FixtureRun run = FixtureRun.of(ReplayTestCase.class);

        assertThat(run.passed()).containsExactly("inTurn(Nodes)");
        assertThat(run.failed()).containsExactly("atOnce(Nodes)");
        assertThat(((ExplorationFailedError) run.failure()).result().schedules())
                .isEqualTo(1);
    }

    static class ReplayTestCase {

        @EveryInterleaving(replay = "a*5.b*5")
        void inTurn(Nodes nodes) throws Exception {
            new LostUpdateTestCase().noHitIsLost(nodes);
        }

        @EveryInterleaving(replay = "a*3.b*5.a*2")
        void atOnce(Nodes nodes) throws Exception {
            new LostUpdateTestCase().noHitIsLost(nodes);
        }
    }

    @Test
    void passesItsSettingsToTheExploration() {
        FixtureRun run = FixtureRun.of(SettingsTestCase.class);

        run.assertPassed(2);
        assertThat(run.reports(EveryInterleaving.REPORT))
                .allSatisfy(report -> assertThat(report).startsWith("gave up after 10 schedules: not proved"));
    }

    static class SettingsTestCase {

        @EveryInterleaving(strategy = Strategy.RANDOM, maxSchedules = 10, seed = 7, require = Verdict.NOT_PROVED)
        void atRandom(Nodes nodes) throws Exception {
            nodes.run(a -> countAtomically(a.cache()), b -> countAtomically(b.cache()));
        }

        @EveryInterleaving(strategy = Strategy.PCT, maxSchedules = 10, require = Verdict.NOT_PROVED)
        void withPriorities(Nodes nodes) throws Exception {
            nodes.run(a -> countAtomically(a.cache()), b -> countAtomically(b.cache()));
        }
    }

    @Test
    void failsIfLessIsProvedThanRequired() {
        FixtureRun run = FixtureRun.of(TooFewSchedulesTestCase.class);

        assertThat(run.failed()).containsExactly("atRandom(Nodes)");
        assertThat(run.failure()).hasMessageStartingWith("gave up after 10 schedules: not proved");
    }

    static class TooFewSchedulesTestCase {

        @EveryInterleaving(strategy = Strategy.RANDOM, maxSchedules = 10, require = Verdict.PROVED)
        void atRandom(Nodes nodes) throws Exception {
            nodes.run(a -> countAtomically(a.cache()), b -> countAtomically(b.cache()));
        }
    }

    @Test
    void reportsWhichFaultsWereInjectedAtWhichCalls() {
        FixtureRun run = FixtureRun.of(FaultsTestCase.class);

        run.assertPassed(1);
        assertThat(run.reports(EveryInterleaving.REPORT))
                .singleElement()
                .asString()
                .containsPattern("\n    cache\\.increment: not-sent [1-9]\\d*, reply-lost [1-9]\\d*");
    }

    static class FaultsTestCase {

        @EveryInterleaving(
                faults = 1,
                kinds = {FaultKind.NOT_SENT, FaultKind.REPLY_LOST})
        void aHitIsCountedAtMostOnce(Nodes nodes) throws Exception {
            nodes.run(a -> countAtomically(a.cache()), b -> countAtomically(b.cache()));
            assertThat(nodes.node("reader").cache().getText("hits")).isNotEqualTo("3");
        }
    }

    @Test
    void aFailedAssumptionAbortsTheTest() {
        FixtureRun run = FixtureRun.of(AbortedTestCase.class);

        assertThat(run.aborted()).containsExactly("onTheRightMachine(Nodes)");
    }

    static class AbortedTestCase {

        @EveryInterleaving
        void onTheRightMachine(Nodes nodes) {
            assumeTrue(false, "another machine");
        }
    }

    @Test
    void canBeAMetaAnnotation() {
        FixtureRun.of(ComposedTestCase.class).assertPassed(1);
    }

    @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
    @EveryInterleaving(timeSteps = 1)
    @interface Explored {}

    static class ComposedTestCase {

        @Explored
        void noHitIsLost(Nodes nodes) throws Exception {
            new CorrectTestCase().noHitIsLost(nodes);
        }
    }
}
