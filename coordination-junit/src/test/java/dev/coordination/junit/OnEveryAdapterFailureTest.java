// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.coordination.DistributedCoordination;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.junit.harness.TimeControl;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.opentest4j.AssertionFailedError;

/** Tests what is reported when a test fails on one of several adapters. */
class OnEveryAdapterFailureTest {

    private static final String ON_MEMORY = "[in-memory adapter, fake clock] ";
    private static final String TITLE = "What happened on the coordination of this test, with times from its clock:\n";
    private static final String NOTHING_WRITTEN =
            "\nNothing was written to this coordination. Code that was expected to write to it"
                    + " uses another one, such as a bean of an application context.";

    private static EngineExecutionResults run(Class<?> type, String... parameters) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(type))
                .enableImplicitConfigurationParameters(false);
        for (int i = 0; i < parameters.length; i += 2) {
            kit.configurationParameter(parameters[i], parameters[i + 1]);
        }
        return kit.execute();
    }

    private static Throwable failure(EngineExecutionResults results) {
        List<Throwable> failures = results.allEvents()
                .finished()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .flatMap(result -> result.getThrowable().stream())
                .toList();
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }

    private static List<String> timelines(Throwable failure) {
        return List.of(failure.getSuppressed()).stream()
                .filter(CoordinationTimeline.class::isInstance)
                .map(Throwable::getMessage)
                .toList();
    }

    @Test
    void aFailedComparisonNamesTheAdapterAndKeepsItsValues() {
        Throwable failure = failure(run(ComparesTestCase.class));

        assertThat(failure).isInstanceOf(AssertionFailedError.class).hasMessage(ON_MEMORY + "one is not two");
        AssertionFailedError values = (AssertionFailedError) failure;
        assertThat(values.getExpected().getValue()).isEqualTo(2);
        assertThat(values.getActual().getValue()).isEqualTo(1);
        assertThat(values.getStackTrace()).isEqualTo(values.getCause().getStackTrace());
    }

    @Test
    void aFailedAssertionNamesTheAdapter() {
        assertThat(failure(run(FailsTestCase.class)))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessage(ON_MEMORY + "on purpose")
                .hasCause(new AssertionError("on purpose"));
    }

    @Test
    void anExceptionNamesTheAdapterAndDoesNotBecomeAnAssertionFailure() {
        assertThat(failure(run(ThrowsTestCase.class)))
                .isInstanceOf(OnEveryAdapterException.class)
                .hasMessage(ON_MEMORY + "java.lang.IllegalStateException: on purpose")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFailureOutsideTheTestMethodNamesTheAdapter() {
        for (Class<?> type : List.of(
                FailsInConstructorTestCase.class,
                FailsBeforeAllTestCase.Inner.class,
                FailsBeforeEachTestCase.class,
                FailsAfterEachTestCase.class)) {
            assertThat(failure(run(type))).as(type.getSimpleName()).hasMessage(ON_MEMORY + "on purpose");
        }
    }

    @Test
    void anAbortedTestStaysAborted() {
        EngineExecutionResults results = run(AbortedTestCase.class);

        assertThat(results.testEvents().aborted().count()).isEqualTo(1);
        assertThat(failure(results)).hasMessage("Assumption failed: on purpose");
    }

    @Test
    void aFailureHasATimeline() {
        assertThat(timelines(failure(run(UsesEveryAreaTestCase.class))))
                .containsExactly(TITLE + """
                  PT0S handle 1: pubSub.subscribe(["news"]) = subscription to channel "news"
                  PT0S handle b: cache.set("k", "v", PT30S)
                  clock advanced by PT5S
                  PT5S scheduler b: a periodic task will not run again, because it threw java.lang.IllegalStateException: lost
                  clock advanced by PT25S
                  PT30S handle 1: cache.get("k") = empty
                  PT30S handle 1: close()""".indent(2).stripTrailing());
    }

    @Test
    void theTimelineSaysThatTimeNeverPassed() {
        assertThat(timelines(failure(run(SetsATtlTestCase.class))))
                .containsExactly(TITLE + "  PT0S handle 1: cache.set(\"k\", \"\", PT30S)\n"
                        + "TTLs were set, but the test never let time pass: see TimeControl.advance.");
    }

    @Test
    void aParameterTurnsTheTimelineOff() {
        assertThat(timelines(failure(run(SetsATtlTestCase.class, CoordinationExtension.TIMELINE, "false"))))
                .isEmpty();
    }

    @Test
    void aDynamicTestReportsTheAdapterAndTheTimelineOfItsFactory() {
        Throwable failure = failure(run(DynamicTestCase.class));

        assertThat(failure).hasMessage(ON_MEMORY + "on purpose");
        assertThat(timelines(failure)).containsExactly(TITLE + """
                  PT0S test "first" begins
                  PT0S handle 1: cache.exists("1") = false
                  PT0S test "second" begins
                  PT0S handle 1: cache.exists("2") = false""".indent(2).stripTrailing() + NOTHING_WRITTEN);
    }

    @OnEveryAdapter(MemoryHarness.class)
    static class ComparesTestCase {

        @Test
        void test() {
            throw new AssertionFailedError("one is not two", 2, 1);
        }
    }

    @OnEveryAdapter(MemoryHarness.class)
    static class FailsTestCase {

        @Test
        void test() {
            throw new AssertionError("on purpose");
        }
    }

    @OnEveryAdapter(MemoryHarness.class)
    static class ThrowsTestCase {

        @Test
        void test() {
            throw new IllegalStateException("on purpose");
        }
    }

    @OnEveryAdapter(MemoryHarness.class)
    static class FailsInConstructorTestCase {

        FailsInConstructorTestCase() {
            throw new AssertionError("on purpose");
        }

        @Test
        void test() {}
    }

    @OnEveryAdapter(MemoryHarness.class)
    static class FailsBeforeAllTestCase {

        @Nested
        @TestInstance(TestInstance.Lifecycle.PER_CLASS)
        class Inner {

            @BeforeAll
            void fail(SharedCache cache) {
                cache.set("k", new byte[0]);
                throw new AssertionError("on purpose");
            }

            @Test
            void test() {}
        }
    }

    @OnEveryAdapter(MemoryHarness.class)
    static class FailsBeforeEachTestCase {

        @BeforeEach
        void fail() {
            throw new AssertionError("on purpose");
        }

        @Test
        void test() {}
    }

    @OnEveryAdapter(MemoryHarness.class)
    static class FailsAfterEachTestCase {

        @AfterEach
        void fail() {
            throw new AssertionError("on purpose");
        }

        @Test
        void test() {}
    }

    @OnEveryAdapter(MemoryHarness.class)
    static class AbortedTestCase {

        @Test
        void test() {
            Assumptions.abort("Assumption failed: on purpose");
        }
    }

    @OnEveryAdapter(MemoryHarness.class)
    static class UsesEveryAreaTestCase {

        @Test
        void test(
                DistributedCoordination a,
                @Node("b") SharedCache b,
                @Node("b") ScheduledExecutorService scheduler,
                TimeControl time) {
            Subscription subscription = a.pubSub().subscribe("news");
            b.set("k", "v".getBytes(UTF_8), ofSeconds(30));
            var unused = scheduler.scheduleAtFixedRate(
                    () -> {
                        throw new IllegalStateException("lost");
                    },
                    5,
                    5,
                    TimeUnit.SECONDS);
            time.advance(ofSeconds(30));
            a.cache().get("k");
            a.close();
            throw new AssertionError("on purpose, after " + subscription);
        }
    }

    @OnEveryAdapter(MemoryHarness.class)
    static class SetsATtlTestCase {

        @Test
        void test(SharedCache cache) {
            cache.set("k", new byte[0], ofSeconds(30));
            throw new AssertionError("on purpose");
        }
    }

    @OnEveryAdapter(MemoryHarness.class)
    static class DynamicTestCase {

        @TestFactory
        List<DynamicTest> tests(SharedCache cache) {
            return List.of(
                    DynamicTest.dynamicTest("first", () -> cache.exists("1")), DynamicTest.dynamicTest("second", () -> {
                        cache.exists("2");
                        throw new AssertionError("on purpose");
                    }));
        }
    }
}
