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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What a test that fails tells of its coordination. */
class TimelineTest {

    private static final String TITLE = "What happened on the coordination of this test, by its clock:\n";
    private static final String NEVER_ADVANCED =
            "\nThere are TTLs, and the clock was never advanced: nothing expires by itself, see FakeClock.advance.";

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

    /** Returns the note on the failure, and sees that the report entry says the same. */
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
    void everyCallIsThereWithTimeHandleArgumentsAndResult() {
        EngineExecutionResults results = run(
                FailingTestCase.class,
                "callsThis",
                DistributedCoordination.class,
                DistributedCoordination.class,
                FakeClock.class);

        assertThat(timeline(results)).isEqualTo(TITLE + """
                                  PT0S handle 1: cache.set("k", "v", PT30S)
                                  PT0S handle b: cache.get("k") = "v"
                                  PT0S handle b: cache.get("other") = empty
                                  PT0S handle b: pubSub.subscribe(["news", "a*"]) = subscription to channel news, pattern a*
                                  PT0S handle 1: pubSub.publish("news", 0x[00 ff]) = 1
                                clock advanced by PT10S
                                  PT10S handle b: subscription.poll() = [0x[00 ff] on "news"]
                                  PT10S handle 1: leaderElection.tryAcquire("nightly", "node-a", PT30S) = "node-a" in term 1 of "nightly"
                                  PT10S handle 1: cluster.register("node-a", {"zone"="eu"}, PT30S)
                                  PT10S handle b: cluster.activeNodes() = ["node-a"]
                                  PT10S handle 1: cache.increment("k", 1) threw dev.coordination.NotACounterException: key "k" does not hold the canonical decimal of a 64-bit integer (C-09), but "v\"""".replace("clock", "  clock"));
    }

    @Test
    void tasksThatThrewAndShutdownsAreThere() {
        EngineExecutionResults results =
                run(FailingTestCase.class, "losesItsHeartbeat", FakeClock.class, ScheduledExecutorService.class);

        assertThat(timeline(results)).isEqualTo(TITLE + """
                                clock advanced by PT5S
                                  PT5S scheduler b: a periodic task threw java.lang.IllegalStateException: lost and will not run again
                                clock advanced by PT5S
                                  PT10S scheduler b: was shut down""".replace("clock", "  clock"));
    }

    @Test
    void theLastFiftyAreThereAndTheRestIsCounted() {
        String timeline = timeline(run("callsALot"));

        assertThat(timeline.lines()).hasSize(52);
        assertThat(timeline)
                .startsWith(TITLE + "  (23 earlier entries are left out)\n  PT0S handle 1: cache.exists(\"23\")");
        assertThat(timeline).endsWith("cache.exists(\"72\") = false");
    }

    @Test
    void itSaysWhenTheClockWasNeverAdvanced() {
        assertThat(timeline(run("setsATtl"))).endsWith("PT30S)" + NEVER_ADVANCED);
        assertThat(timeline(run("setsATtlAndAdvances"))).doesNotContain("never advanced");
        assertThat(timeline(run("waitsForAMessage"))).doesNotContain("never advanced");
        assertThat(timeline(run("setsATtlThatIsRefused"))).doesNotContain("never advanced");
    }

    @Test
    void itShowsWhatWasGivenAndNotWhatBecameOfIt() {
        assertThat(timeline(run("changesItsArrays")))
                .contains("cache.set(\"k\", \"v\")")
                .contains("cache.get(\"k\") = \"v\"");
    }

    @Test
    void itIsShort() {
        assertThat(timeline(run("setsAMebibyte"))).contains("\"" + "x".repeat(60) + "\"... (1048576 bytes)");
    }

    @Test
    void aFailureBeforeTheTestHasItToo() {
        assertThat(timeline(run(FailingBeforeTestCase.class, "neverRuns")))
                .contains("cache.exists(\"before\") = false");
    }

    @Test
    void aTestOfANestedClassHasItsOwn() {
        String timeline = timeline(run(FailingTestCase.Inner.class, "callsToo", DistributedCoordination.class));

        assertThat(timeline).isEqualTo(TITLE + "  PT0S handle 1: cache.exists(\"inner\") = false");
    }

    @Test
    void thereIsNoneWithoutAFailure() {
        for (String test : List.of("passes", "isAborted")) {
            EngineExecutionResults results = run(test);

            assertThat(notes(results)).as(test).isEmpty();
            assertThat(entries(results)).as(test).isEmpty();
        }
    }

    @Test
    void thereIsNoneWithoutACall() {
        assertThat(notes(run("failsAtOnce"))).isEmpty();
    }

    @Test
    void aParameterTurnsItOff() {
        EngineExecutionResults results = run("setsATtl", CoordinationExtension.TIMELINE, "false");

        assertThat(results.testEvents().failed().count()).isEqualTo(1);
        assertThat(notes(results)).isEmpty();
        assertThat(entries(results)).isEmpty();
    }

    @ExtendWith(CoordinationExtension.class)
    static class FailingTestCase {

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
        void callsThis(DistributedCoordination a, @Node("b") DistributedCoordination b, FakeClock clock) {
            a.cache().set("k", "v".getBytes(UTF_8), ofSeconds(30));
            b.cache().get("k");
            b.cache().get("other");
            Subscription subscription = b.pubSub().subscribe(List.of(Topic.channel("news"), Topic.pattern("a*")));
            a.pubSub().publish("news", new byte[] {0, -1});
            clock.advance(ofSeconds(10));
            subscription.poll();
            a.leaderElection().tryAcquire("nightly", "node-a", ofSeconds(30));
            a.cluster().register("node-a", Map.of("zone", "eu"), ofSeconds(30));
            b.cluster().activeNodes();
            a.cache().increment("k", 1);
        }

        @Test
        void losesItsHeartbeat(FakeClock clock, @Node("b") ScheduledExecutorService scheduler) {
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
        void callsALot() {
            for (int i = 0; i < 73; i++) {
                coordination.cache().exists(Integer.toString(i));
            }
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
        void changesItsArrays() {
            byte[] given = "v".getBytes(UTF_8);
            coordination.cache().set("k", given);
            given[0] = 'x';
            coordination.cache().get("k").orElseThrow()[0] = 'y';
            fail();
        }

        @Test
        void setsAMebibyte() {
            coordination.cache().set("k", "x".repeat(1 << 20).getBytes(UTF_8));
            fail();
        }

        @Test
        void failsAtOnce() {
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
            void callsToo(DistributedCoordination same) {
                same.cache().exists("inner");
                fail();
            }
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
