// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.coordination.CoordinationClosedException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Tests what is reported when a test leaves something open or when a handle is used after its test. */
class LeaksTest {

    private static final String TITLE = "This was left open at the end of the test:\n";
    private static final String ALL_LEAKS = TITLE + """
              handle 1: subscription to channel "lost"
              handle b: subscription to channel "news"
              handle b: lease of election "nightly", held by "node-b"
              handle 1: member "node-a"
              scheduler b: a periodic task, due in PT5S""".indent(2).stripTrailing();

    private static EngineExecutionResults run(DiscoverySelector selector, String... parameters) {
        EngineTestKit.Builder kit =
                EngineTestKit.engine("junit-jupiter").selectors(selector).enableImplicitConfigurationParameters(false);
        for (int i = 0; i < parameters.length; i += 2) {
            kit.configurationParameter(parameters[i], parameters[i + 1]);
        }
        return kit.execute();
    }

    private static EngineExecutionResults runLeaking(String... parameters) {
        return run(selectClass(LeakingTestCase.class), parameters);
    }

    private static List<String> failures(EngineExecutionResults results) {
        return results.testEvents()
                .finished()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .flatMap(result -> result.getThrowable().stream())
                .map(Throwable::getMessage)
                .toList();
    }

    private static List<String> entries(EngineExecutionResults results) {
        return results.testEvents()
                .reportingEntryPublished()
                .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
                .filter(entry -> entry.containsKey(CoordinationExtension.LEAKS))
                .map(entry -> entry.get(CoordinationExtension.LEAKS))
                .toList();
    }

    @Test
    void aLeakFailsTheTestInFailMode() {
        EngineExecutionResults results = runLeaking(CoordinationExtension.LEAKS, "fail");

        assertThat(failures(results)).containsExactly(ALL_LEAKS);
        assertThat(entries(results)).containsExactly(ALL_LEAKS);
    }

    @Test
    void aLeakDoesNotFailTheTestInReportMode() {
        EngineExecutionResults results = runLeaking(CoordinationExtension.LEAKS, "Report");

        assertThat(failures(results)).isEmpty();
        assertThat(entries(results)).containsExactly(ALL_LEAKS);
    }

    @Test
    void leaksAreFoundWithTheTimelineOff() {
        assertThat(failures(runLeaking(CoordinationExtension.LEAKS, "fail", CoordinationExtension.TIMELINE, "false")))
                .containsExactly(ALL_LEAKS);
    }

    @Test
    void leaksAreIgnoredByDefault() {
        for (EngineExecutionResults results : List.of(runLeaking(), runLeaking(CoordinationExtension.LEAKS, "off"))) {
            assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
            assertThat(entries(results)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"closesEverything", "closesItsHandles", "advancesPastTheTtls", "closesItsBackend"})
    void closedAndExpiredThingsAreNotLeaks(String test) {
        EngineExecutionResults results = run(selectMethod(CleanTestCase.class, test));

        assertThat(failures(results)).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
        assertThat(entries(results)).isEmpty();
    }

    @Test
    void aFailedTestKeepsItsFailure() {
        EngineExecutionResults results = run(selectMethod(CleanTestCase.class, "failsAndLeaks", PubSub.class));

        assertThat(failures(results)).containsExactly("on purpose");
        assertThat(entries(results)).containsExactly(TITLE + "  handle 1: subscription to channel \"news\"");
    }

    @Test
    void onEveryAdapterReportsLeaks() {
        EngineExecutionResults results = run(selectClass(OnMemoryTestCase.class), CoordinationExtension.LEAKS, "fail");

        assertThat(failures(results)).containsExactly("[in-memory adapter, fake clock] " + ALL_LEAKS);
    }

    @Test
    void anUnknownModeIsRefused() {
        assertThat(failures(runLeaking(CoordinationExtension.LEAKS, "maybe")))
                .singleElement()
                .asString()
                .contains("coordination.leaks must be off, report or fail, but was \"maybe\"");
        assertThatNullPointerException()
                .isThrownBy(() -> CoordinationExtension.builder().leaks(null))
                .withMessage("leaks must not be null");
    }

    @Test
    void aHandleUsedAfterItsTestNamesThatTest() {
        run(selectMethod(CleanTestCase.class, "leaksItsHandle", DistributedCoordination.class));

        assertThatExceptionOfType(CoordinationClosedException.class)
                .isThrownBy(() -> CleanTestCase.LEAKED.get().cache().get("k"))
                .withMessage("in-memory handle 1 of CleanTestCase.leaksItsHandle is closed (G-05): its test has ended");
    }

    private static void leak(DistributedCoordination a, DistributedCoordination b, ScheduledExecutorService scheduler) {
        b.pubSub().subscribe("news");
        a.pubSub().subscribe("lost");
        a.pubSub().subscribe("closed").close();
        Leadership released = a.leaderElection()
                .tryAcquire("released", "node-a", ofSeconds(30))
                .orElseThrow();
        a.leaderElection().release(released);
        b.leaderElection().tryAcquire("nightly", "node-b", ofSeconds(30));
        a.leaderElection().tryAcquire("nightly", "node-a", ofSeconds(30));
        a.clusterMembership().register("node-a", Map.of(), ofSeconds(30));
        b.clusterMembership().register("node-b", Map.of(), ofSeconds(30));
        b.clusterMembership().deregister("node-b");
        var unused = scheduler.scheduleAtFixedRate(() -> {}, 5, 5, TimeUnit.SECONDS);
    }

    @ExtendWith(CoordinationExtension.class)
    static class LeakingTestCase {

        @Test
        void test(
                DistributedCoordination a,
                @Node("b") DistributedCoordination b,
                @Node("b") ScheduledExecutorService scheduler,
                MemoryBackend backend) {
            leak(a, b, scheduler);
            backend.disconnect(a);
        }
    }

    @OnEveryAdapter(MemoryHarness.class)
    static class OnMemoryTestCase {

        @Test
        void test(
                DistributedCoordination a,
                @Node("b") DistributedCoordination b,
                @Node("b") ScheduledExecutorService scheduler) {
            leak(a, b, scheduler);
        }
    }

    static class CleanTestCase {

        static final AtomicReference<DistributedCoordination> LEAKED = new AtomicReference<>();

        @RegisterExtension
        static final CoordinationExtension COORDINATION =
                CoordinationExtension.builder().leaks(Leaks.FAIL).build();

        private final DistributedCoordination a;
        private final DistributedCoordination b;
        private final ScheduledExecutorService scheduler;
        private final FakeClock clock;
        private final MemoryBackend backend;

        @AutoClose
        private final Subscription closedByJUnit;

        CleanTestCase(
                PubSub pubSub,
                @Node("a") DistributedCoordination a,
                @Node("b") DistributedCoordination b,
                @Node("b") ScheduledExecutorService scheduler,
                FakeClock clock,
                MemoryBackend backend) {
            this.closedByJUnit = pubSub.subscribe("closed by JUnit");
            this.a = a;
            this.b = b;
            this.scheduler = scheduler;
            this.clock = clock;
            this.backend = backend;
        }

        @Test
        void closesEverything() {
            b.pubSub().subscribe("news").close();
            Leadership term =
                    b.leaderElection().tryAcquire("nightly", "b", ofSeconds(30)).orElseThrow();
            b.leaderElection().release(term);
            b.clusterMembership().register("b", Map.of(), ofSeconds(30));
            b.clusterMembership().deregister("b");
            scheduler.schedule(() -> {}, 5, TimeUnit.SECONDS).cancel(false);
            assertThat(closedByJUnit.poll()).isEmpty();
        }

        @Test
        void closesItsHandles() {
            a.pubSub().subscribe("news");
            b.pubSub().subscribe("news");
            a.close();
            b.close();
        }

        @Test
        void advancesPastTheTtls() {
            b.leaderElection().tryAcquire("nightly", "b", ofSeconds(30));
            b.clusterMembership().register("b", Map.of(), ofSeconds(30));
            var unused = scheduler.schedule(() -> {}, 5, TimeUnit.SECONDS);
            clock.advance(ofSeconds(30));
        }

        @Test
        void closesItsBackend() {
            leak(a, b, scheduler);
            scheduler.shutdownNow();
            backend.close();
        }

        @Test
        void failsAndLeaks(PubSub pubSub) {
            pubSub.subscribe("news");
            throw new AssertionError("on purpose");
        }

        @Test
        void leaksItsHandle(DistributedCoordination handle) {
            LEAKED.set(handle);
        }
    }
}
