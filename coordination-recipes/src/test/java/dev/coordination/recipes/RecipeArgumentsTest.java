// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.memory.FakeClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that what builders refuse is named, and that they work with the smallest and largest durations that they accept. */
@CoordinationTest
class RecipeArgumentsTest {

    private final FakeClock clock;
    private final ScheduledExecutorService scheduler;
    private final DistributedCoordination coordination;

    RecipeArgumentsTest(FakeClock clock, ScheduledExecutorService scheduler, DistributedCoordination coordination) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.coordination = coordination;
    }

    enum Recipe {
        ELECTOR("leaseDuration") {
            @Override
            AutoCloseable build(RecipeArgumentsTest test, String nodeId, Duration lease) {
                return LeaderElector.builder(test.coordination, "report", nodeId, test.scheduler)
                        .clock(test.clock)
                        .leaseDuration(lease)
                        .start();
            }
        },
        LOCK("leaseDuration") {
            @Override
            AutoCloseable build(RecipeArgumentsTest test, String nodeId, Duration lease) {
                FencedLock lock = FencedLock.builder(test.coordination, "accounts", test.scheduler)
                        .clock(test.clock)
                        .nodeId(nodeId)
                        .leaseDuration(lease)
                        .renewing()
                        .build();
                return lock.tryLock().orElseThrow();
            }
        },
        MEMBER("ttl") {
            @Override
            AutoCloseable build(RecipeArgumentsTest test, String nodeId, Duration lease) {
                return Member.builder(test.coordination, nodeId, test.scheduler)
                        .clock(test.clock)
                        .ttl(lease)
                        .start();
            }
        },
        RUN_ONCE("atMostFor") {
            @Override
            AutoCloseable build(RecipeArgumentsTest test, String nodeId, Duration lease) throws Exception {
                RunOnce job = RunOnce.builder(test.coordination, "job", nodeId, test.scheduler)
                        .clock(test.clock)
                        .atMostFor(lease)
                        .keepAlive()
                        .build();
                assertThat(job.run(term ->
                                test.clock.advance(lease.multipliedBy(10).dividedBy(9))))
                        .isEqualTo(RunOnceResult.COMPLETED);
                return () -> {};
            }
        };

        final String duration;

        Recipe(String duration) {
            this.duration = duration;
        }

        abstract AutoCloseable build(RecipeArgumentsTest test, String nodeId, Duration lease) throws Exception;
    }

    static Stream<Arguments> tooShort() {
        return Stream.of(Recipe.values())
                .flatMap(recipe -> Stream.of(1, 2, 3, 5, 7, 15, 999_999)
                        .map(nanos -> Arguments.of(recipe, Duration.ofNanos(nanos))));
    }

    @ParameterizedTest
    @MethodSource("tooShort")
    void aDurationOfLessThanAMillisecondIsRefused(Recipe recipe, Duration lease) {
        assertThatThrownBy(() -> recipe.build(this, "a", lease))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(recipe.duration + " must be at least 1 millisecond, but was " + lease);
    }

    @ParameterizedTest
    @EnumSource
    void aDurationOfAMillisecondWorks(Recipe recipe) throws Exception {
        try (AutoCloseable built = recipe.build(this, "a", Duration.ofMillis(1))) {
            clock.advance(Duration.ofMillis(20));
            assertThat(built).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNodeIdThatLeavesNoRoomForTheIncarnationIsRefused(Recipe recipe) {
        String nodeId = "n".repeat(65_536); // The longest one (G-01).

        assertThatThrownBy(() -> recipe.build(this, nodeId, ofSeconds(15)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("nodeId with its incarnation and a number: nodeId must be at most 65536 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PT-2562047788015215H-30M-8S", "PT-0.000000001S", "PT0S", "PT15S", "PT2562047788015215H30M7S"})
    void aMarginThatLeavesNoTimeIsRefused(Duration margin) {
        assertThatThrownBy(() -> FencedLock.builder(coordination, "accounts", scheduler)
                        .leaseDuration(ofSeconds(15))
                        .margin(margin)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("margin must be ")
                .hasMessageEndingWith(" but was " + margin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-2562047788015215H-30M-8S", "PT-0.000000001S", "PT0S"})
    void aTimeoutThatHasPassedMeansOneRequest(Duration timeout) {
        FencedLock lock = FencedLock.builder(coordination, "accounts", scheduler)
                .clock(clock)
                .build();
        assertThat(lock.tryLock()).isPresent();
        clock.advance(Duration.ofMillis(1));

        assertThatThrownBy(() -> lock.lock(timeout)).isInstanceOf(TimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT2562047788015215H30M7.999999999S", "P36500D"})
    void aVeryLongTimeoutWaits(Duration timeout) throws Exception {
        FencedLock lock = FencedLock.builder(coordination, "accounts", scheduler)
                .clock(clock)
                .build();
        Optional<HeldLock> first = lock.tryLock();

        HeldLock second = clock.during(ofSeconds(20), () -> lock.lock(timeout));

        assertThat(second.fencingToken()).isGreaterThan(first.orElseThrow().fencingToken());
    }
}
