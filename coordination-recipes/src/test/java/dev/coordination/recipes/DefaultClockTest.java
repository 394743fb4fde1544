// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Topic;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.memory.FakeClock;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the clock of recipes for which none is set. */
@CoordinationTest
class DefaultClockTest {

    private final FakeClock clock;
    private final ScheduledExecutorService scheduler;
    private final DistributedCoordination coordination;

    DefaultClockTest(FakeClock clock, ScheduledExecutorService scheduler, DistributedCoordination coordination) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.coordination = coordination;
    }

    private interface Creation {
        Object with(DistributedCoordination coordination, ScheduledExecutorService scheduler);
    }

    static Stream<Creation> builders() {
        MembershipListener watcher = new MembershipListener() {
            @Override
            public void onJoined(String nodeId, Map<String, String> metadata) {}

            @Override
            public void onLeft(String nodeId, Map<String, String> metadata) {}
        };
        RenewingListener reader = new RenewingListener() {
            @Override
            public void onMessage(Message message) {}

            @Override
            public void onGap() {}
        };
        return Stream.of(
                (coordination, scheduler) -> LeaderElector.builder(coordination, "report", "a", scheduler),
                (coordination, scheduler) -> FencedLock.builder(coordination, "accounts", scheduler),
                (coordination, scheduler) -> RunOnce.builder(coordination, "nightly", "a", scheduler),
                (coordination, scheduler) -> Member.builder(coordination, "a", scheduler),
                (coordination, scheduler) -> MembershipWatch.builder(coordination, watcher, scheduler),
                (coordination, scheduler) -> LoadingCache.builder(coordination, "prices", scheduler),
                (coordination, scheduler) ->
                        RenewingSubscription.builder(coordination, List.of(Topic.channel("news")), reader, scheduler));
    }

    @ParameterizedTest
    @MethodSource("builders")
    void aRecipeFollowsTheClockOfItsScheduler(Creation builder) throws Exception {
        assertThat(clockOf(builder.with(coordination, scheduler))).isSameAs(clock);
    }

    @ParameterizedTest
    @MethodSource("builders")
    void aRecipeOnAnyOtherSchedulerFollowsAClockThatNobodyCanSet(Creation builder) throws Exception {
        ScheduledExecutorService other = Executors.newSingleThreadScheduledExecutor();
        try {
            assertThat(clockOf(builder.with(coordination, other))).isInstanceOf(MonotonicClock.class);
        } finally {
            other.shutdownNow();
        }
    }

    private static Object clockOf(Object builder) throws ReflectiveOperationException {
        Field field = builder.getClass().getDeclaredField("clock");
        field.setAccessible(true);
        return field.get(builder);
    }

    @Test
    void aTermOnAFakeClockEndsWithoutASetClock() {
        LeaderElector elector =
                LeaderElector.builder(coordination, "report", "a", scheduler).start();
        clock.advance(ofSeconds(1));
        Term term = elector.term().orElseThrow();
        scheduler.shutdownNow(); // So that nothing renews it.
        clock.advance(ofSeconds(10));

        assertThat(term.isValid()).isFalse();
    }
}
