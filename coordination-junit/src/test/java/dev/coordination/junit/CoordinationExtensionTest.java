// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.coordination.ClusterMembership;
import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import dev.coordination.Topic;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class CoordinationExtensionTest {

    private static EngineExecutionResults run(Class<?> fixture, String... configuration) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
                .enableImplicitConfigurationParameters(false)
                .selectors(selectClass(fixture));
        for (int i = 0; i < configuration.length; i += 2) {
            kit.configurationParameter(configuration[i], configuration[i + 1]);
        }
        return kit.execute();
    }

    private static void assertSucceeds(Class<?> fixture, int tests) {
        run(fixture).testEvents().assertStatistics(stats -> stats.started(tests).succeeded(tests));
    }

    @Nested
    class Injection {

        @Test
        void coversConstructorsLifecycleMethodsAndTests() {
            assertSucceeds(LifecycleTestCase.class, 2);
        }

        @Test
        void resolvesEachSupportedType() {
            assertSucceeds(TypesTestCase.class, 1);
        }

        @Test
        void givesEachNodeItsOwnHandleAndScheduler() {
            assertSucceeds(NodesTestCase.class, 2);
        }

        @Test
        void ignoresUnsupportedTypes() {
            run(UnsupportedTypeTestCase.class)
                    .testEvents()
                    .assertThatEvents()
                    .haveExactly(
                            1,
                            finishedWithFailure(
                                    instanceOf(ParameterResolutionException.class),
                                    message(
                                            "No ParameterResolver registered for parameter [java.lang.String unsupported] in"
                                                    + " method [void dev.coordination.junit.CoordinationExtensionTest$"
                                                    + "UnsupportedTypeTestCase.test(java.lang.String)].")));
        }

        @Test
        void refusesNodeOnATypeThatBelongsToTheWholeBackend() {
            run(NodeOfClockTestCase.class)
                    .testEvents()
                    .assertThatEvents()
                    .haveExactly(
                            1,
                            finishedWithFailure(
                                    instanceOf(ParameterResolutionException.class),
                                    message(
                                            "@Node(\"a\") on parameter [dev.coordination.memory.FakeClock clock] of [void"
                                                    + " dev.coordination.junit.CoordinationExtensionTest$NodeOfClockTestCase.test("
                                                    + "dev.coordination.memory.FakeClock)]: a FakeClock belongs to the whole backend"
                                                    + " of a test; put @Node on a DistributedCoordination, SharedCache, PubSub,"
                                                    + " LeaderElection, ClusterMembership or ScheduledExecutorService")));
        }

        @Test
        void refusesABlankNodeName() {
            run(BlankNodeTestCase.class)
                    .testEvents()
                    .assertThatEvents()
                    .haveExactly(
                            1,
                            finishedWithFailure(
                                    message("@Node(\" \") on parameter [dev.coordination.SharedCache cache] of"
                                            + " [void dev.coordination.junit.CoordinationExtensionTest$BlankNodeTestCase.test("
                                            + "dev.coordination.SharedCache)]: the name of a node must not be blank")));
        }

        @Test
        void refusesASecondRegistration() {
            run(SecondExtensionTestCase.class)
                    .testEvents()
                    .assertThatEvents()
                    .haveExactly(
                            1,
                            finishedWithFailure(
                                    instanceOf(ParameterResolutionException.class),
                                    message(text ->
                                            text.startsWith("Discovered multiple competing ParameterResolvers"))));
        }
    }

    @Nested
    class Isolation {

        @Test
        void everyTestHasItsOwnBackend() {
            SeenBackends.BY_FIXTURE.put(FreshTestCase.class, new ConcurrentLinkedQueue<>());

            assertSucceeds(FreshTestCase.class, 9);

            assertAllDifferentAndClosed(FreshTestCase.class, 9);
        }

        @Test
        void everyParallelTestHasItsOwnBackend() {
            SeenBackends.BY_FIXTURE.put(ParallelTestCase.class, new ConcurrentLinkedQueue<>());

            run(
                            ParallelTestCase.class,
                            "junit.jupiter.execution.parallel.enabled",
                            "true",
                            "junit.jupiter.execution.parallel.mode.default",
                            "concurrent",
                            "junit.jupiter.execution.parallel.config.strategy",
                            "fixed",
                            "junit.jupiter.execution.parallel.config.fixed.parallelism",
                            "8")
                    .testEvents()
                    .assertStatistics(stats -> stats.succeeded(400));

            assertAllDifferentAndClosed(ParallelTestCase.class, 400);
        }

        @Test
        void subclassesInheritTheExtension() {
            assertSucceeds(InheritedTestCase.class, 1);
        }

        @Test
        void aClassLevelBackendIsSeparateFromTheBackendsOfTests() {
            assertSucceeds(PerClassTestCase.class, 2);
        }

        @Test
        void theBackendOfAFailedTestIsClosed() {
            SeenBackends.BY_FIXTURE.put(FailingTestCase.class, new ConcurrentLinkedQueue<>());

            run(FailingTestCase.class)
                    .testEvents()
                    .assertThatEvents()
                    .haveExactly(
                            1, finishedWithFailure(instanceOf(AssertionError.class), message("failure of the test")));

            assertAllDifferentAndClosed(FailingTestCase.class, 1);
        }

        private void assertAllDifferentAndClosed(Class<?> fixture, int count) {
            Queue<MemoryBackend> seen = SeenBackends.BY_FIXTURE.get(fixture);
            assertThat(seen).hasSize(count).doesNotHaveDuplicates();
            assertThat(seen)
                    .allSatisfy(backend -> assertThatExceptionOfType(CoordinationClosedException.class)
                            .isThrownBy(backend::connect));
        }
    }

    @Nested
    class Configuration {

        @Test
        void followsTheBuilder() {
            assertSucceeds(ConfiguredTestCase.class, 1);
        }

        @Test
        void isFixedOnceBuilt() {
            assertSucceeds(ReusedBuilderTestCase.class, 1);
        }

        @Test
        void rejectsInvalidValues() {
            CoordinationExtension.Builder builder = CoordinationExtension.builder();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.subscriptionBuffer(0))
                    .withMessage("subscriptionBuffer must be positive, but was 0");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.maximumEntries(0))
                    .withMessage("maximumEntries must be positive, but was 0");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.stallGuard(Duration.ZERO))
                    .withMessage("stallGuard must be positive, but was PT0S");
            assertThatIllegalArgumentException().isThrownBy(() -> builder.startingAt(Instant.MAX));
        }
    }

    /** Collects the backends that were injected into the tests of a fixture. */
    static final class SeenBackends {
        static final Map<Class<?>, Queue<MemoryBackend>> BY_FIXTURE = new java.util.concurrent.ConcurrentHashMap<>();

        static void add(Class<?> fixture, MemoryBackend backend) {
            BY_FIXTURE.get(fixture).add(backend);
        }
    }

    @CoordinationTest
    static class LifecycleTestCase {
        private final DistributedCoordination constructed;
        private DistributedCoordination before;
        private DistributedCoordination tested;

        LifecycleTestCase(DistributedCoordination constructed) {
            this.constructed = constructed;
        }

        @BeforeAll
        static void beforeAll(DistributedCoordination classLevel) {
            classLevel.cache().set("class", new byte[0]);
        }

        @BeforeEach
        void before(DistributedCoordination before) {
            assertThat(before.cache().exists("class")).isFalse();
            this.before = before;
        }

        @Test
        void one(DistributedCoordination tested) {
            this.tested = tested;
        }

        @Test
        void two(DistributedCoordination tested) {
            this.tested = tested;
        }

        @AfterEach
        void after(DistributedCoordination after) {
            assertThat(after).isNotNull().isSameAs(constructed).isSameAs(before).isSameAs(tested);
            assertThat(after.cache().exists("x")).isFalse();
        }

        @AfterAll
        static void afterAll(DistributedCoordination classLevel) {
            assertThat(classLevel.cache().exists("class")).isTrue();
        }
    }

    @CoordinationTest
    static class TypesTestCase {
        @Test
        void test(
                DistributedCoordination coordination,
                SharedCache cache,
                PubSub pubSub,
                LeaderElection leaderElection,
                ClusterMembership cluster,
                FakeClock clock,
                Clock javaClock,
                ScheduledExecutorService scheduler,
                TimeControl time,
                MemoryBackend backend) {
            assertThat(cache).isSameAs(coordination.cache());
            assertThat(pubSub).isSameAs(coordination.pubSub());
            assertThat(leaderElection).isSameAs(coordination.leaderElection());
            assertThat(cluster).isSameAs(coordination.clusterMembership());
            assertThat(clock).isSameAs(backend.clock()).isSameAs(javaClock).isSameAs(time.clock());
            assertThat(scheduler).isSameAs(clock.scheduler()).isSameAs(time.scheduler());
            List<Instant> ran = new ArrayList<>();
            scheduler.schedule(() -> ran.add(clock.instant()), 1, TimeUnit.MINUTES);
            time.advance(time.unit());
            assertThat(ran).containsExactly(clock.instant());
            backend.disconnect(coordination);
        }
    }

    @CoordinationTest
    static class NodesTestCase {
        @Test
        void test(
                DistributedCoordination mine,
                @Node("a") DistributedCoordination a,
                @Node("a") SharedCache cacheOfA,
                @Node("b") DistributedCoordination b) {
            assertThat(Set.of(mine, a, b)).hasSize(3);
            assertThat(cacheOfA).isSameAs(a.cache());
            a.cache().set("k", "x".getBytes(UTF_8));
            assertThat(b.cache().exists("k")).isTrue();
            b.close();
            assertThat(mine.cache().exists("k")).isTrue();
        }

        @Test
        void schedulers(
                FakeClock clock,
                ScheduledExecutorService mine,
                @Node("a") ScheduledExecutorService a,
                @Node("a") ScheduledExecutorService sameOfA,
                @Node("b") ScheduledExecutorService b) {
            assertThat(Set.of(mine, a, b)).hasSize(3);
            assertThat(sameOfA).isSameAs(a);
            assertThat(a).asString().startsWith("scheduler a of ");
            List<String> ran = new ArrayList<>();
            b.scheduleAtFixedRate(() -> ran.add("b"), 1, 1, TimeUnit.SECONDS);

            a.shutdownNow();
            clock.advance(Duration.ofSeconds(2));

            assertThat(ran).containsExactly("b", "b");
        }
    }

    @CoordinationTest
    static class UnsupportedTypeTestCase {
        @Test
        void test(String unsupported) {}
    }

    @CoordinationTest
    static class NodeOfClockTestCase {
        @Test
        void test(@Node("a") FakeClock clock) {}
    }

    @CoordinationTest
    static class BlankNodeTestCase {
        @Test
        void test(@Node(" ") SharedCache cache) {}
    }

    @CoordinationTest
    static class SecondExtensionTestCase {
        @RegisterExtension
        static final CoordinationExtension SECOND =
                CoordinationExtension.builder().build();

        @Test
        void test(SharedCache cache) {}
    }

    @CoordinationTest
    static class FreshTestCase {
        FreshTestCase(FakeClock clock) {
            assertThat(clock.instant()).isEqualTo(Instant.parse("2030-01-02T03:04:05Z"));
        }

        @Test
        void plain(MemoryBackend backend, SharedCache cache, FakeClock clock) {
            use(backend, cache, clock);
        }

        @RepeatedTest(3)
        void repeated(MemoryBackend backend, SharedCache cache, FakeClock clock) {
            use(backend, cache, clock);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void parameterized(int number, MemoryBackend backend, SharedCache cache, FakeClock clock) {
            use(backend, cache, clock);
        }

        @Nested
        class InnerTestCase {
            @Test
            void one(MemoryBackend backend, SharedCache cache, FakeClock clock) {
                use(backend, cache, clock);
            }

            @Nested
            class InnermostTestCase {
                @RepeatedTest(2)
                void two(MemoryBackend backend, SharedCache cache, FakeClock clock) {
                    use(backend, cache, clock);
                }
            }
        }

        static void use(MemoryBackend backend, SharedCache cache, FakeClock clock) {
            SeenBackends.add(FreshTestCase.class, backend);
            assertThat(cache.exists("k")).isFalse();
            cache.set("k", new byte[0]);
            clock.advance(Duration.ofDays(1));
        }
    }

    @CoordinationTest
    static class ParallelTestCase {
        @RepeatedTest(400)
        void test(MemoryBackend backend, SharedCache cache) {
            SeenBackends.add(ParallelTestCase.class, backend);
            assertThat(cache.increment("k", 1)).isEqualTo(1);
        }
    }

    static class InheritedTestCase extends TypesTestCase {}

    @CoordinationTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClassTestCase {
        private final DistributedCoordination classLevel;

        PerClassTestCase(DistributedCoordination classLevel) {
            this.classLevel = classLevel;
        }

        @BeforeAll
        void beforeAll(DistributedCoordination coordination) {
            assertThat(coordination).isSameAs(classLevel);
        }

        @RepeatedTest(2)
        void test(DistributedCoordination testLevel) {
            assertThat(testLevel).isNotSameAs(classLevel);
            assertThat(testLevel.cache().increment("k", 1)).isEqualTo(1);
            classLevel.cache().increment("k", 1);
        }

        @AfterAll
        void afterAll() {
            assertThat(classLevel.cache().increment("k", 1)).isEqualTo(3);
        }
    }

    @CoordinationTest
    static class FailingTestCase {
        @Test
        void test(MemoryBackend backend) {
            SeenBackends.add(FailingTestCase.class, backend);
            throw new AssertionError("failure of the test");
        }
    }

    static class ConfiguredTestCase {
        private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");
        private static final AtomicReference<Throwable> ERROR = new AtomicReference<>();

        @RegisterExtension
        static final CoordinationExtension COORDINATION = CoordinationExtension.builder()
                .startingAt(START)
                .stallGuard(Duration.ofMillis(20))
                .subscriptionBuffer(1)
                .maximumEntries(1)
                .listenerExecutor(Runnable::run)
                .onListenerError(ERROR::set)
                .build();

        @Test
        void test(PubSub pubSub, SharedCache cache, FakeClock clock) {
            assertThat(clock.instant()).isEqualTo(START);
            cache.set("a", new byte[0]);
            assertThatExceptionOfType(CoordinationUnavailableException.class)
                    .isThrownBy(() -> cache.set("b", new byte[0]));
            assertThatExceptionOfType(dev.coordination.memory.StalledClockException.class)
                    .isThrownBy(() -> pubSub.subscribe("c").next(Duration.ofSeconds(1)));
            pubSub.subscribe(Set.of(Topic.channel("d")), message -> {
                throw new IllegalStateException(message.text());
            });
            pubSub.publish("d", "x".getBytes(UTF_8));
            assertThat(ERROR.get()).hasMessage("x");
            var slow = pubSub.subscribe("e");
            pubSub.publish("e", new byte[0]);
            pubSub.publish("e", new byte[0]);
            assertThat(slow.poll()).isPresent();
            assertThatExceptionOfType(dev.coordination.SubscriptionOverflowException.class)
                    .isThrownBy(slow::poll);
        }
    }

    static class ReusedBuilderTestCase {
        private static final CoordinationExtension.Builder BUILDER =
                CoordinationExtension.builder().startingAt(Instant.EPOCH);

        @RegisterExtension
        static final CoordinationExtension COORDINATION = BUILDER.build();

        static {
            BUILDER.startingAt(Instant.EPOCH.plusSeconds(1));
        }

        @Test
        void test(FakeClock clock) {
            assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
        }
    }
}
