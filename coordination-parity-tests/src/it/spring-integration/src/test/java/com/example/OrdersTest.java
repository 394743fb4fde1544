package com.example;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationClosedException;
import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.junit.Node;
import dev.coordination.memory.FakeClock;
import dev.coordination.spring.integration.CoordinationLockRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;

/** Runs the application as two nodes, which share one coordination in memory. */
@CoordinationTest
class OrdersTest {

    private final FakeClock clock;
    private final DistributedCoordination ofA;
    private final DistributedCoordination ofB;
    private final List<ConfigurableApplicationContext> nodes = new ArrayList<>();

    /** The nodes that have shipped, and their fencing tokens. */
    private final List<String> shipments = new ArrayList<>();

    private final List<Long> tokens = new ArrayList<>();

    OrdersTest(FakeClock clock, @Node("a") DistributedCoordination ofA, @Node("b") DistributedCoordination ofB) {
        this.clock = clock;
        this.ofA = ofA;
        this.ofB = ofB;
    }

    /** Starts a node. What it does while it ships is up to the test. */
    private ConfigurableApplicationContext start(
            String name, DistributedCoordination coordination, Runnable whileItShips) {
        ConfigurableApplicationContext node = new SpringApplicationBuilder(Application.class)
                .properties("shipping=test")
                .initializers((ApplicationContextInitializer<GenericApplicationContext>) context -> {
                    context.registerBean(
                            DistributedCoordination.class, () -> coordination, bean -> bean.setDestroyMethodName(""));
                    context.registerBean("taskScheduler", TaskScheduler.class, this::scheduler);
                    context.registerBean(Shipping.class, () -> (order, token) -> {
                        shipments.add(name);
                        tokens.add(token);
                        whileItShips.run();
                    });
                })
                .run();
        nodes.add(node);
        node.getBean(CoordinationLockRegistry.class).setTime(clock, clock::sleep);
        return node;
    }

    private TaskScheduler scheduler() {
        ConcurrentTaskScheduler scheduler = new ConcurrentTaskScheduler(clock.newScheduler());
        scheduler.setClock(clock);
        return scheduler;
    }

    @AfterEach
    void stop() {
        nodes.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void anotherNodeShipsOnceTheLockOfADeadNodeHasExpired() throws Exception {
        Orders a = start("a", ofA, ofA::close).getBean(Orders.class); // It dies while it ships, and does not unlock.
        Orders b = start("b", ofB, () -> {}).getBean(Orders.class);
        Instant start = clock.instant();
        assertThatThrownBy(() -> a.ship("17")).isInstanceOf(CoordinationClosedException.class);

        clock.during(ofMinutes(1), () -> {
            b.ship("17");
            assertThat(Duration.between(start, clock.instant())).isEqualTo(ofSeconds(30));
            return null;
        });

        assertThat(shipments).containsExactly("a", "b");
        assertThat(tokens).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aLockIsHeldForAsLongAsANodeShips() throws Exception {
        CoordinationLockRegistry locksOfB = start("b", ofB, () -> {}).getBean(CoordinationLockRegistry.class);
        Orders a = start("a", ofA, () -> {
                    clock.advance(ofMinutes(10)); // The scheduler renews the lock.
                    assertThat(locksOfB.obtain("17").tryLock()).isFalse();
                })
                .getBean(Orders.class);
        a.ship("17");

        assertThat(shipments).containsExactly("a");
        assertThat(locksOfB.obtain("17").tryLock()).isTrue();
    }
}
