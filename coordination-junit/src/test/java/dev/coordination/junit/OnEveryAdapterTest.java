// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.coordination.DistributedCoordination;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.contract.faulty.ForwardingHarness;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class OnEveryAdapterTest {

    private static final AtomicInteger OPENED = new AtomicInteger();
    private static final AtomicInteger CLOSED = new AtomicInteger();

    private static EngineExecutionResults run(Class<?> type) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(type))
                .enableImplicitConfigurationParameters(false)
                .execute();
    }

    private static List<String> failures(EngineExecutionResults results) {
        return results.allEvents()
                .finished()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .flatMap(result -> result.getThrowable().stream())
                .map(Throwable::getMessage)
                .toList();
    }

    @Test
    void everyTestRunsOnEachAdapterUnderItsName() {
        EngineExecutionResults results = run(TwoAdaptersTestCase.class);

        assertThat(failures(results)).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isEqualTo(2 * 8);
        assertThat(results.containerEvents()
                        .started()
                        .map(Event::getTestDescriptor)
                        .map(container -> container.getDisplayName()))
                .contains("in-memory adapter, fake clock", "another adapter");
    }

    @Test
    void everyBackendIsClosed() {
        OPENED.set(0);
        CLOSED.set(0);

        run(CountingTestCase.class);

        assertThat(OPENED).hasValueGreaterThan(2);
        assertThat(CLOSED).hasValue(OPENED.get());
    }

    @Test
    void aBrokenAdapterDoesNotAffectTheOthers() {
        EngineExecutionResults results = run(OneBrokenAdapterTestCase.class);

        assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
        assertThat(results.testEvents().failed().count()).isEqualTo(1);
    }

    @Test
    void typesOfTheInMemoryAdapterAreRefused() {
        assertThat(failures(run(TakesTheClockTestCase.class)))
                .singleElement()
                .asString()
                .contains("takesTheClock")
                .endsWith("@OnEveryAdapter does not provide FakeClock, which only the in-memory adapter has;"
                        + " use TimeControl");
        assertThat(failures(run(TakesTheBackendTestCase.class)))
                .singleElement()
                .asString()
                .endsWith("@OnEveryAdapter does not provide MemoryBackend, which only the in-memory adapter has;"
                        + " use TimeControl");
    }

    @Test
    void aHarnessThatCannotBeCreatedFailsEachTestWithTheReason() {
        assertThat(failures(run(HarnessWithParameterTestCase.class)))
                .singleElement()
                .asString()
                .contains(HarnessWithParameter.class.getName()
                        + " must have a constructor without parameters to be used as a harness");
        EngineExecutionResults results = run(FailingHarnessTestCase.class);
        assertThat(failures(results))
                .singleElement()
                .asString()
                .contains(FailingHarness.class.getName()
                        + " cannot be started: java.lang.IllegalStateException: no server");
        assertThat(results.containerEvents()
                        .started()
                        .map(event -> event.getTestDescriptor().getDisplayName()))
                .contains("FailingHarness");
    }

    @Test
    void anEmptyListOfHarnessesIsRefused() {
        assertThat(failures(run(NoHarnessTestCase.class)))
                .containsExactly("@OnEveryAdapter on " + NoHarnessTestCase.class.getName() + " names no harness");
    }

    static class OtherHarness extends ForwardingHarness {

        OtherHarness() {
            super(new MemoryHarness());
        }

        @Override
        public String description() {
            return "another adapter";
        }
    }

    @OnEveryAdapter({MemoryHarness.class, OtherHarness.class})
    static class TwoAdaptersTestCase {

        private static int beforeAll;

        private final DistributedCoordination constructed;

        @BeforeAll
        static void hasAClassLevelBackend(DistributedCoordination classLevel, @Node("b") SharedCache b) {
            classLevel.cache().set("class-level key", new byte[0]);
            assertThat(b.exists("class-level key")).isTrue();
            beforeAll++;
        }

        TwoAdaptersTestCase(DistributedCoordination constructed) {
            this.constructed = constructed;
        }

        @BeforeEach
        void startsEmpty(SharedCache cache) {
            assertThat(cache.exists("k")).isFalse();
            cache.set("k", new byte[0]);
        }

        @Test
        void sharesOneHandle(DistributedCoordination injected) {
            assertThat(injected).isSameAs(constructed);
            assertThat(injected.cache().exists("k")).isTrue();
        }

        @Test
        void givesEachNodeItsOwnHandle(@Node("b") DistributedCoordination b, @Node("b") SharedCache same) {
            assertThat(b).isNotSameAs(constructed);
            assertThat(same).isSameAs(b.cache());
            assertThat(b.cache().exists("k")).isTrue();
        }

        @Test
        void hasNoDataFromTheClassLevelBackend(SharedCache cache) {
            assertThat(beforeAll).isPositive();
            assertThat(cache.exists("class-level key")).isFalse();
        }

        @Test
        void usesProductionSettings(@Node("b") PubSub b) throws Exception {
            IllegalStateException failure = new IllegalStateException("on purpose");
            CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
            Subscription buffered = b.subscribe("news");
            b.subscribe(List.of(Topic.channel("news")), message -> {
                Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> uncaught.complete(thrown));
                throw failure;
            });

            for (int i = 0; i < 1_024; i++) {
                constructed.pubSub().publish("news", new byte[0]);
            }

            assertThat(buffered.pending()).isEqualTo(1_024);
            assertThat(uncaught.get(10, TimeUnit.SECONDS)).isSameAs(failure);
        }

        @RepeatedTest(2)
        void advancesTime(TimeControl time, ScheduledExecutorService scheduler) {
            AtomicInteger runs = new AtomicInteger();
            var unused = scheduler.scheduleAtFixedRate(runs::incrementAndGet, 10, 10, TimeUnit.SECONDS);
            constructed.cache().expire("k", ofSeconds(60));

            time.advance(ofSeconds(60));

            assertThat(runs).hasValue(6);
            assertThat(constructed.cache().exists("k")).isFalse();
        }

        @Test
        void givesEachNodeItsOwnScheduler(
                TimeControl time,
                Clock clock,
                @Node("a") ScheduledExecutorService a,
                @Node("b") ScheduledExecutorService b,
                @Node("b") ScheduledExecutorService same) {
            List<Instant> ran = new ArrayList<>();
            var unused = b.schedule(() -> ran.add(clock.instant()), 5, TimeUnit.SECONDS);

            a.shutdownNow();
            time.advance(ofSeconds(10));

            assertThat(same).isSameAs(b).isNotSameAs(time.scheduler());
            assertThat(ran).containsExactly(clock.instant().minusSeconds(5));
        }

        @Nested
        class Inner {

            @Test
            void sharesTheBackendOfTheOuterTest(SharedCache cache) {
                assertThat(cache).isSameAs(constructed.cache());
            }
        }
    }

    static class CountingHarness extends ForwardingHarness {

        CountingHarness() {
            super(new MemoryHarness());
            OPENED.incrementAndGet();
        }

        @Override
        public void close() {
            CLOSED.incrementAndGet();
            super.close();
        }
    }

    @OnEveryAdapter(CountingHarness.class)
    static class CountingTestCase {

        @Test
        void passes(SharedCache cache) {
            cache.exists("k");
        }

        @Test
        void fails(SharedCache cache) {
            throw new AssertionError("on purpose");
        }
    }

    static class BrokenHarness extends ForwardingHarness {

        BrokenHarness() {
            super(new MemoryHarness());
        }

        @Override
        public DistributedCoordination connect() {
            throw new IllegalStateException("on purpose");
        }
    }

    @OnEveryAdapter({MemoryHarness.class, BrokenHarness.class})
    static class OneBrokenAdapterTestCase {

        @Test
        void test(SharedCache cache) {
            cache.exists("k");
        }
    }

    @OnEveryAdapter(MemoryHarness.class)
    static class TakesTheClockTestCase {

        @Test
        void takesTheClock(FakeClock clock) {}
    }

    @OnEveryAdapter(MemoryHarness.class)
    static class TakesTheBackendTestCase {

        @Test
        void takesTheBackend(MemoryBackend backend) {}
    }

    static class HarnessWithParameter extends ForwardingHarness {

        HarnessWithParameter(CoordinationHarness to) {
            super(to);
        }
    }

    @OnEveryAdapter(HarnessWithParameter.class)
    static class HarnessWithParameterTestCase {

        @Test
        void test(SharedCache cache) {}
    }

    static class FailingHarness extends ForwardingHarness {

        FailingHarness() {
            super(new MemoryHarness());
            throw new IllegalStateException("no server");
        }
    }

    @OnEveryAdapter(FailingHarness.class)
    static class FailingHarnessTestCase {

        @Test
        void test(SharedCache cache) {}
    }

    @OnEveryAdapter({})
    static class NoHarnessTestCase {

        @Test
        void test() {}
    }
}
