// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.coordination.DistributedCoordination;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Tests the timeline that is attached to a failed test. */
class TimelineTest {

    private static final String TITLE = "What happened on the coordination of this test, with times from its clock:\n";
    private static final String NEVER_ADVANCED =
            "\nTTLs were set, but the clock was never advanced. Nothing expires by itself: see FakeClock.advance.";

    private static final String NOTHING_WRITTEN =
            "\nNothing was written to this coordination. Code that was expected to write to it"
                    + " uses another one, such as a bean of an application context.";

    private static String titled(String lines) {
        return TITLE + "  " + lines.replace("\n", "\n  ");
    }

    private static EngineExecutionResults run(String test, String... parameters) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(FailingTestCase.class, test))
                .enableImplicitConfigurationParameters(false);
        for (int i = 0; i < parameters.length; i += 2) {
            kit.configurationParameter(parameters[i], parameters[i + 1]);
        }
        return kit.execute();
    }

    private static EngineExecutionResults run(Class<?> type, String test, Class<?>... parameters) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(type, test, parameters))
                .enableImplicitConfigurationParameters(false)
                .execute();
    }

    /** Returns the timeline attached to the failure, and checks that the report entry equals it. */
    private static String timeline(EngineExecutionResults results) {
        List<String> notes = notes(results);
        assertThat(notes).hasSize(1);
        assertThat(entries(results)).isEqualTo(notes);
        return notes.get(0);
    }

    private static List<String> notes(EngineExecutionResults results) {
        return results.testEvents()
                .finished()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .flatMap(result -> result.getThrowable().stream())
                .flatMap(failure -> List.of(failure.getSuppressed()).stream())
                .filter(CoordinationTimeline.class::isInstance)
                .map(Throwable::getMessage)
                .toList();
    }

    private static List<String> entries(EngineExecutionResults results) {
        return results.testEvents()
                .reportingEntryPublished()
                .map(event -> event.getRequiredPayload(ReportEntry.class))
                .flatMap(entry -> entry.getKeyValuePairs().values().stream())
                .toList();
    }

    @Test
    void everyCallIsShownWithItsTimeHandleArgumentsAndResult() {
        EngineExecutionResults results = run(
                FailingTestCase.class,
                "usesEveryArea",
                DistributedCoordination.class,
                DistributedCoordination.class,
                FakeClock.class);

        assertThat(timeline(results)).isEqualTo(TITLE + """
                                  PT0S handle 1: cache.set("k", "v", PT30S)
                                  PT0S handle b: cache.get("k") = "v"
                                  PT0S handle b: cache.get("other") = empty
                                  PT0S handle b: pubSub.subscribe(["news", "a*"]) = subscription to channel "news", pattern "a*"
                                  PT0S handle 1: pubSub.publish("news", 0x[00 ff]) = 1
                                clock advanced by PT10S
                                  PT10S handle b: subscription.poll() = [0x[00 ff] on "news"]
                                  PT10S handle 1: leaderElection.tryAcquire("nightly", "node-a", PT30S) = "node-a" in term 1 of "nightly"
                                  PT10S handle 1: clusterMembership.register("node-a", {"zone"="eu"}, PT30S)
                                  PT10S handle b: clusterMembership.activeNodes() = ["node-a"]
                                  PT10S handle 1: cache.increment("k", 1) threw dev.coordination.NotACounterException: key "k" holds "v", which is not the canonical decimal form of a 64-bit integer (C-09)""".replace("clock", "  clock"));
    }

    @Test
    void failedTasksAndShutdownsAreShown() {
        EngineExecutionResults results =
                run(FailingTestCase.class, "hasAFailingHeartbeat", FakeClock.class, ScheduledExecutorService.class);

        assertThat(timeline(results)).isEqualTo(titled("""
                        clock advanced by PT5S
                        PT5S scheduler b: a periodic task will not run again, because it threw java.lang.IllegalStateException: lost
                        clock advanced by PT5S
                        PT10S scheduler b: shut down""") + NOTHING_WRITTEN);
    }

    @Test
    void onlyTheFirstAndTheLastCallsAreShown() {
        String timeline = timeline(run("makesManyCalls"));

        assertThat(timeline.lines()).hasSize(1 + 10 + 1 + 40 + 1);
        assertThat(timeline)
                .startsWith(TITLE + "  PT0S handle 1: cache.exists(\"0\") = false\n")
                .contains("""
                        cache.exists("9") = false
                          (250 entries are left out here)
                          PT0S handle 1: cache.exists("260") = false
                        """)
                .endsWith("cache.exists(\"299\") = false" + NOTHING_WRITTEN);
    }

    @Test
    void callsThatSetATtlAreAlwaysShown() {
        assertThat(timeline(run("setsATtlAndMakesManyCalls"))).contains("""
                  (551 entries are left out here)
                  PT0S handle 1: cache.set("k", "\\u0000", PT40S)
                  PT0S handle 1: cache.exists("560") = false
                """);
    }

    @Test
    void aRepeatedCallTakesOneLine() {
        assertThat(timeline(run("repeatsCalls"))).isEqualTo(titled("""
                        PT0S handle 1: cache.exists("k") = false (3 times)
                        PT0S handle 1: cache.exists("other") = false
                        clock advanced by PT1S (300 times, until PT5M)
                        PT5M handle 1: cache.exists("k") = false""") + NOTHING_WRITTEN);
    }

    @Test
    void aLoopIsShownAsItsFirstIteration() {
        assertThat(timeline(run("polls"))).isEqualTo(titled("""
                        PT0S handle 1: pubSub.subscribe(["news"]) = subscription to channel "news"
                        300 times, until PT10M:
                          clock advanced by PT1S (2 times, until PT2S)
                          PT2S handle 1: subscription.poll() = empty
                        PT10M handle 1: cache.exists("k") = false""") + NOTHING_WRITTEN);
    }

    @Test
    void callsAreInTheOrderInWhichTheyStarted() {
        assertThat(timeline(run("publishesToAListener"))).isEqualTo(titled("""
                        PT0S handle 1: pubSub.subscribe(["news"], a listener) = subscription to channel "news"
                        PT0S handle 1: pubSub.publish("news", "v") = 1
                        PT0S handle 1: listener.onMessage(["v" on "news"]) threw java.lang.IllegalStateException: on purpose
                        PT0S handle 1: cache.exists("k") = false"""));
    }

    @Test
    void operationsOnHandlesAreShown() {
        assertThat(timeline(run(
                        FailingTestCase.class, "closesItsHandle", DistributedCoordination.class, MemoryBackend.class)))
                .isEqualTo(titled("""
                        PT0S handle b: disconnect()
                        PT0S handle b: reconnect()
                        PT0S handle b: close()""") + NOTHING_WRITTEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "on", "1", "true ", "ffalse"})
    void anUnknownModeIsRefused(String mode) {
        EngineExecutionResults results = run("setsATtl", CoordinationExtension.TIMELINE, mode);

        assertThat(results.allEvents().failed().stream()
                        .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()))
                .anySatisfy(failure -> assertThat(failure)
                        .hasStackTraceContaining(
                                "coordination.timeline must be true or false, but was \"" + mode + "\""));
    }

    @Test
    void aSharedExceptionCarriesOnlyTheLatestTimeline() {
        for (String key : List.of("throwsASharedException1", "throwsASharedException2", "throwsASharedException3")) {
            EngineExecutionResults results = run(key);

            assertThat(timeline(results))
                    .isEqualTo(TITLE + "  PT0S handle 1: cache.exists(\"" + key + "\") = false" + NOTHING_WRITTEN);
        }
        assertThat(FailingTestCase.SHARED.getSuppressed())
                .singleElement()
                .asString()
                .endsWith("cache.exists(\"throwsASharedException3\") = false" + NOTHING_WRITTEN);
    }

    @Test
    void theTimelineSaysThatTheClockWasNeverAdvanced() {
        assertThat(timeline(run("setsATtl"))).endsWith("PT30S)" + NEVER_ADVANCED);
        assertThat(timeline(run("setsATtlAndAdvances"))).doesNotContain(NEVER_ADVANCED);
        assertThat(timeline(run("waitsForAMessage"))).doesNotContain(NEVER_ADVANCED);
        assertThat(timeline(run("setsATtlThatIsRefused"))).doesNotContain(NEVER_ADVANCED);
        assertThat(timeline(run("setsATtlWithoutEffect"))).doesNotContain(NEVER_ADVANCED);
    }

    /** The code under test may use another coordination, such as a bean of an application context. */
    @Test
    void theTimelineSaysThatNothingWasWritten() {
        assertThat(timeline(run("polls"))).endsWith(NOTHING_WRITTEN);
        assertThat(timeline(run("setsATtl"))).doesNotContain(NOTHING_WRITTEN);
        assertThat(timeline(run("publishesToAListener"))).doesNotContain(NOTHING_WRITTEN);
        assertThat(timeline(run("modifiesItsMetadata"))).doesNotContain(NOTHING_WRITTEN);
    }

    @Test
    void argumentsAreShownAsTheyWereWhenPassed() {
        assertThat(timeline(run("modifiesItsArrays")))
                .contains("cache.set(\"k\", \"v\")")
                .contains("cache.get(\"k\") = \"v\"");
        assertThat(timeline(run("modifiesItsMetadata")))
                .contains("clusterMembership.register(\"a\", {\"zone\"=\"eu\"}, PT30S)");
        assertThat(timeline(run("modifiesItsTopics"))).contains("pubSub.subscribe([\"news\"])");
    }

    @Test
    void unreadableArgumentsAreShownAsSuch() {
        assertThat(timeline(run("registersUnreadableMetadata")))
                .contains(
                        "clusterMembership.register(\"a\", (cannot be shown: java.lang.UnsupportedOperationException), PT30S)"
                                + " threw java.lang.UnsupportedOperationException: on purpose");
    }

    @Test
    void longValuesAreTruncated() {
        assertThat(timeline(run("setsLongValues")))
                .contains("\"" + "x".repeat(60) + "\"... (1048576 bytes)")
                .contains("\"x" + "\u00e9".repeat(29) + "\"... (101 bytes)")
                .contains("{\"0\"=\"v\", ")
                .contains("\"19\"=\"v\", ... (1000 in all)}, PT30S)");
    }

    @Test
    void aFailureInBeforeEachHasATimeline() {
        assertThat(timeline(run(FailingBeforeTestCase.class, "neverRuns")))
                .contains("cache.exists(\"before\") = false");
    }

    @Test
    void aNestedTestHasItsOwnTimeline() {
        String timeline =
                timeline(run(FailingTestCase.Inner.class, "callsInANestedClass", DistributedCoordination.class));

        assertThat(timeline).isEqualTo(TITLE + "  PT0S handle 1: cache.exists(\"inner\") = false" + NOTHING_WRITTEN);
    }

    @Test
    void aDynamicTestHasTheTimelineOfItsFactory() {
        EngineExecutionResults results = run(DynamicTestCase.class, "tests", SharedCache.class);

        assertThat(timeline(results)).isEqualTo(titled("""
                        PT0S test "first" begins
                        PT0S handle 1: cache.set("k", "")
                        PT0S test "second" begins
                        PT0S handle 1: cache.exists("k") = true"""));
    }

    @Test
    void aTestThatUsesAClassLevelCoordinationHasATimeline() {
        assertThat(timeline(run(PerClassTestCase.class, "fails")))
                .isEqualTo(titled("PT0S handle 1: cache.set(\"k\", \"\")"));
    }

    @Test
    void aTestThatDoesNotFailHasNoTimeline() {
        for (String test : List.of("passes", "isAborted")) {
            EngineExecutionResults results = run(test);

            assertThat(notes(results)).as(test).isEmpty();
            assertThat(entries(results)).as(test).isEmpty();
        }
    }

    @Test
    void aTestWithoutCallsHasNoTimeline() {
        assertThat(notes(run("failsWithoutCalls"))).isEmpty();
    }

    @Test
    void aParameterTurnsTheTimelineOff() {
        EngineExecutionResults results = run("setsATtl", CoordinationExtension.TIMELINE, "false");

        assertThat(results.testEvents().failed().count()).isEqualTo(1);
        assertThat(notes(results)).isEmpty();
        assertThat(entries(results)).isEmpty();
    }

    private static final class UnreadableMap extends AbstractMap<String, String> {

        @Override
        public Set<Entry<String, String>> entrySet() {
            throw new UnsupportedOperationException("on purpose");
        }
    }

    static class FailingTestCase {

        static final AssertionError SHARED = new AssertionError("shared");

        @RegisterExtension
        static final CoordinationExtension COORDINATION = CoordinationExtension.builder()
                .listenerExecutor(Runnable::run)
                .onListenerError(thrown -> {})
                .build();

        private final DistributedCoordination coordination;
        private final FakeClock clock;

        FailingTestCase(DistributedCoordination coordination, FakeClock clock) {
            this.coordination = coordination;
            this.clock = clock;
        }

        private static void fail() {
            throw new AssertionError("on purpose");
        }

        @Test
        void usesEveryArea(DistributedCoordination a, @Node("b") DistributedCoordination b, FakeClock clock) {
            a.cache().set("k", "v".getBytes(UTF_8), ofSeconds(30));
            b.cache().get("k");
            b.cache().get("other");
            Subscription subscription = b.pubSub().subscribe(List.of(Topic.channel("news"), Topic.pattern("a*")));
            a.pubSub().publish("news", new byte[] {0, -1});
            clock.advance(ofSeconds(10));
            subscription.poll();
            a.leaderElection().tryAcquire("nightly", "node-a", ofSeconds(30));
            a.clusterMembership().register("node-a", Map.of("zone", "eu"), ofSeconds(30));
            b.clusterMembership().activeNodes();
            a.cache().increment("k", 1);
        }

        @Test
        void hasAFailingHeartbeat(FakeClock clock, @Node("b") ScheduledExecutorService scheduler) {
            var unused = scheduler.scheduleAtFixedRate(
                    () -> {
                        throw new IllegalStateException("lost");
                    },
                    5,
                    5,
                    TimeUnit.SECONDS);
            clock.advance(ofSeconds(10));
            scheduler.shutdownNow();
            fail();
        }

        @Test
        void makesManyCalls() {
            for (int i = 0; i < 300; i++) {
                coordination.cache().exists(Integer.toString(i));
            }
            fail();
        }

        @Test
        void setsATtlAndMakesManyCalls() {
            for (int i = 0; i < 600; i++) {
                if (i == 30 || i == 40) {
                    coordination.cache().set("k", new byte[1], ofSeconds(i));
                }
                coordination.cache().exists(Integer.toString(i));
            }
            fail();
        }

        @Test
        void repeatsCalls() {
            for (int i = 0; i < 3; i++) {
                coordination.cache().exists("k");
            }
            coordination.cache().exists("other");
            for (int i = 0; i < 300; i++) {
                clock.advance(ofSeconds(1));
            }
            coordination.cache().exists("k");
            fail();
        }

        @Test
        void polls() {
            Subscription subscription = coordination.pubSub().subscribe("news");
            for (int i = 0; i < 300; i++) {
                clock.advance(ofSeconds(1));
                clock.advance(ofSeconds(1));
                subscription.poll();
            }
            coordination.cache().exists("k");
            fail();
        }

        @Test
        void publishesToAListener() {
            coordination.pubSub().subscribe(List.of(Topic.channel("news")), message -> {
                throw new IllegalStateException("on purpose");
            });
            coordination.pubSub().publish("news", "v".getBytes(UTF_8));
            coordination.cache().exists("k");
            fail();
        }

        @Test
        void closesItsHandle(@Node("b") DistributedCoordination b, MemoryBackend backend) {
            backend.disconnect(b);
            backend.reconnect(b);
            b.close();
            fail();
        }

        @Test
        void throwsASharedException1() {
            coordination.cache().exists("throwsASharedException1");
            throw SHARED;
        }

        @Test
        void throwsASharedException2() {
            coordination.cache().exists("throwsASharedException2");
            throw SHARED;
        }

        @Test
        void throwsASharedException3() {
            coordination.cache().exists("throwsASharedException3");
            throw SHARED;
        }

        @Test
        void modifiesItsMetadata() {
            Map<String, String> metadata = new HashMap<>(Map.of("zone", "eu"));
            coordination.clusterMembership().register("a", metadata, ofSeconds(30));
            metadata.put("zone", "us");
            fail();
        }

        @Test
        void modifiesItsTopics() {
            List<Topic> topics = new ArrayList<>(List.of(Topic.channel("news")));
            coordination.pubSub().subscribe(topics);
            topics.clear();
            fail();
        }

        @Test
        void registersUnreadableMetadata() {
            coordination.clusterMembership().register("a", new UnreadableMap(), ofSeconds(30));
        }

        @Test
        void setsATtlWithoutEffect() {
            coordination.cache().set("k", new byte[0]);
            coordination.cache().setIfAbsent("k", new byte[0], ofSeconds(30));
            coordination.cache().expire("other", ofSeconds(30));
            fail();
        }

        @Test
        void setsATtl() {
            coordination.cache().set("k", new byte[0], ofSeconds(30));
            fail();
        }

        @Test
        void setsATtlAndAdvances() {
            coordination.cache().set("k", new byte[0], ofSeconds(30));
            clock.advance(ofSeconds(1));
            fail();
        }

        @Test
        void setsATtlThatIsRefused() {
            coordination.cache().set("k", new byte[0], ofSeconds(0));
        }

        @Test
        void waitsForAMessage() throws InterruptedException {
            coordination.pubSub().subscribe("news").next(ofSeconds(0));
            fail();
        }

        @Test
        void modifiesItsArrays() {
            byte[] given = "v".getBytes(UTF_8);
            coordination.cache().set("k", given);
            given[0] = 'x';
            coordination.cache().get("k").orElseThrow()[0] = 'y';
            fail();
        }

        @Test
        void setsLongValues() {
            coordination.cache().set("k", "x".repeat(1 << 20).getBytes(UTF_8));
            coordination.cache().set("k", ("x" + "\u00e9".repeat(50)).getBytes(UTF_8));
            Map<String, String> metadata = new LinkedHashMap<>();
            for (int i = 0; i < 1_000; i++) {
                metadata.put(Integer.toString(i), "v");
            }
            coordination.clusterMembership().register("a", metadata, ofSeconds(30));
            fail();
        }

        @Test
        void failsWithoutCalls() {
            fail();
        }

        @Test
        void passes() {
            coordination.cache().set("k", new byte[0], ofSeconds(30));
        }

        @Test
        void isAborted() {
            coordination.cache().set("k", new byte[0], ofSeconds(30));
            Assumptions.abort("on purpose");
        }

        @Nested
        class Inner {

            @Test
            void callsInANestedClass(DistributedCoordination same) {
                same.cache().exists("inner");
                fail();
            }
        }
    }

    @ExtendWith(CoordinationExtension.class)
    static class DynamicTestCase {

        @TestFactory
        List<DynamicTest> tests(SharedCache cache) {
            return List.of(
                    DynamicTest.dynamicTest("first", () -> cache.set("k", new byte[0])),
                    DynamicTest.dynamicTest("second", () -> {
                        cache.exists("k");
                        throw new AssertionError("on purpose");
                    }));
        }
    }

    @ExtendWith(CoordinationExtension.class)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClassTestCase {

        private final SharedCache cache;

        PerClassTestCase(SharedCache cache) {
            this.cache = cache;
        }

        @Test
        void fails() {
            cache.set("k", new byte[0]);
            throw new AssertionError("on purpose");
        }
    }

    @ExtendWith(CoordinationExtension.class)
    static class FailingBeforeTestCase {

        @BeforeEach
        void failsBefore(SharedCache cache, MemoryBackend backend) {
            cache.exists("before");
            throw new AssertionError("on purpose");
        }

        @Test
        void neverRuns() {}
    }
}
