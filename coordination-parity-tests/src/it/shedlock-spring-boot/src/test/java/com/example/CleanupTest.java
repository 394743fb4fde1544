package com.example;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.junit.Node;
import dev.coordination.memory.FakeClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;

/** Runs the application as two nodes. Each has its own timers, and both share one coordination in memory. */
@CoordinationTest
class CleanupTest {

    private final FakeClock clock;
    private final DistributedCoordination ofA;
    private final DistributedCoordination ofB;
    private final List<ConfigurableApplicationContext> nodes = new ArrayList<>();

    /** The nodes that have cleaned up, and their fencing tokens. */
    private final List<String> cleanups = new ArrayList<>();

    private final List<Long> tokens = new ArrayList<>();

    CleanupTest(FakeClock clock, @Node("a") DistributedCoordination ofA, @Node("b") DistributedCoordination ofB) {
        this.clock = clock;
        this.ofA = ofA;
        this.ofB = ofB;
        clock.advanceTo(clock.instant().truncatedTo(ChronoUnit.HOURS).plus(ofMinutes(90))); // Half past.
    }

    /** Starts a node, whose clock may be behind. What it does while it cleans up is up to the test. */
    private ConfigurableApplicationContext start(
            String name, DistributedCoordination coordination, Duration behind, Consumer<Long> whileItCleansUp) {
        Clock ofNode = Clock.offset(clock, behind.negated());
        ConfigurableApplicationContext node = new SpringApplicationBuilder(Application.class)
                .properties("archive=test")
                .initializers((ApplicationContextInitializer<GenericApplicationContext>) context -> {
                    context.registerBean(Clock.class, () -> ofNode);
                    context.registerBean(
                            DistributedCoordination.class, () -> coordination, bean -> bean.setDestroyMethodName(""));
                    context.registerBean(TaskScheduler.class, () -> scheduler(ofNode));
                    context.registerBean(Archive.class, () -> token -> {
                        cleanups.add(name);
                        tokens.add(token);
                        whileItCleansUp.accept(token);
                    });
                })
                .run();
        nodes.add(node);
        return node;
    }

    private ConfigurableApplicationContext start(String name, DistributedCoordination coordination) {
        return start(name, coordination, Duration.ZERO, token -> {});
    }

    private TaskScheduler scheduler(Clock ofNode) {
        ConcurrentTaskScheduler scheduler = new ConcurrentTaskScheduler(clock.newScheduler());
        scheduler.setClock(ofNode);
        return scheduler;
    }

    private void advanceToTheNextHour() {
        Instant next = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(ofHours(1));
        clock.advance(Duration.between(clock.instant(), next));
    }

    @AfterEach
    void stop() {
        nodes.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void oneNodeCleansUpEachHour() {
        start("a", ofA);
        start("b", ofB);
        clock.advance(ofHours(24));

        assertThat(cleanups).hasSize(24);
        assertThat(tokens).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aNodeWhoseClockIsBehindDoesNotCleanUpAgain() {
        start("a", ofA);
        start("b", ofB, ofMinutes(4), token -> {});
        advanceToTheNextHour();
        clock.advance(ofMinutes(59));

        assertThat(cleanups).containsExactly("a");
    }

    @Test
    void aNodeWhoseClockIsFurtherBehindThanLockAtLeastForCleansUpAgain() {
        start("a", ofA);
        start("b", ofB, ofMinutes(5), token -> {});
        advanceToTheNextHour();
        clock.advance(ofMinutes(59));

        assertThat(cleanups).containsExactly("a", "b");
    }

    @Test
    void theNextNodeTakesOverOnceTheLockOfADeadNodeHasExpired() {
        start("a", ofA, Duration.ZERO, token -> ofA.close()); // It dies while it cleans up, and does not unlock.
        advanceToTheNextHour();
        start("b", ofB);
        clock.advance(ofHours(1));
        assertThat(cleanups).containsExactly("a"); // The lock is held for 90 minutes.
        clock.advance(ofHours(1));

        assertThat(cleanups).containsExactly("a", "b");
        assertThat(tokens).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theNextNodeTakesOverAtTheNextHourWhenANodeIsStopped() {
        ConfigurableApplicationContext a = start("a", ofA);
        advanceToTheNextHour();
        a.close();
        start("b", ofB);
        clock.advance(ofHours(1));

        assertThat(cleanups).containsExactly("a", "b");
    }
}
