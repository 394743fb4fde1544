// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.CoordinationTest;
import dev.coordination.memory.FakeClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests when requests are made that are asked for while others are due. */
@CoordinationTest
class RequestLoopTest {

    private final FakeClock clock;
    private final ScheduledExecutorService scheduler;

    /** When requests were made, in seconds. */
    private final List<Long> made = new ArrayList<>();

    /** What each request returns. */
    private @Nullable Duration next;

    RequestLoopTest(FakeClock clock, ScheduledExecutorService scheduler) {
        this.clock = clock;
        this.scheduler = scheduler;
    }

    private RequestLoop loop(ScheduledExecutorService timers, Executor executor) {
        long start = clock.millis();
        ErrorReporter errors = new ErrorReporter(RequestLoop.class, thrown -> {}, "test");
        return new RequestLoop(
                timers,
                executor,
                ofSeconds(2),
                () -> {
                    made.add((clock.millis() - start) / 1_000);
                    return next;
                },
                () -> {},
                errors);
    }

    @Test
    @Tag("E-36")
    @Tag("E-42")
    void aRequestThatWaitsForTheExecutorIsNotReplaced() {
        List<Runnable> executor = new ArrayList<>();
        RequestLoop loop = loop(scheduler, executor::add);
        loop.start(ofSeconds(1));
        for (int i = 0; i < 5; i++) {
            clock.advance(ofSeconds(1));
            loop.next(Duration.ZERO);
            loop.next(ofSeconds(1));
        }

        assertThat(executor).hasSize(1);
        executor.remove(0).run();
        assertThat(made).containsExactly(5L);
        clock.advance(ofSeconds(60));
        assertThat(executor).as("the request was asked for before it began").isEmpty();
    }

    @Test
    @Tag("E-36")
    @Tag("E-42")
    void aRequestThatWaitsForTheSchedulerIsNotReplaced() {
        List<Runnable> timers = new ArrayList<>();
        ScheduledExecutorService busy = busy(timers);
        RequestLoop loop = loop(busy, busy);
        loop.start(ofSeconds(1));
        for (int i = 0; i < 5; i++) {
            clock.advance(ofSeconds(1));
            loop.next(Duration.ZERO);
        }

        assertThat(timers).hasSize(1);
        timers.remove(0).run();
        assertThat(made).containsExactly(5L);
    }

    /** Returns a scheduler with no free thread: a task that is due waits until the test runs it. */
    private ScheduledExecutorService busy(List<Runnable> waiting) {
        return (ScheduledExecutorService) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ScheduledExecutorService.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("equals")) {
                        return proxy == arguments[0];
                    }
                    assertThat(method.getName()).isEqualTo("schedule");
                    waiting.add((Runnable) arguments[0]);
                    return scheduler.schedule(() -> {}, (Long) arguments[1], (TimeUnit) arguments[2]);
                });
    }

    @Test
    @Tag("E-42")
    void aRequestIsMadeEarlierButNeverLaterThanItWasDue() {
        RequestLoop loop = loop(scheduler, scheduler);
        loop.start(ofSeconds(3));
        loop.next(ofSeconds(5));
        clock.advance(ofSeconds(60));
        assertThat(made).containsExactly(3L);
        loop.next(ofSeconds(5));
        loop.next(ofSeconds(1));
        clock.advance(ofSeconds(60));

        assertThat(made).containsExactly(3L, 61L);
    }

    @Test
    @Tag("E-36")
    void aRequestThatIsAskedForDuringAnotherIsMadeAfterIt() {
        List<Runnable> executor = new ArrayList<>();
        RequestLoop[] loop = new RequestLoop[1];
        loop[0] = loop(
                scheduler,
                task -> executor.add(() -> {
                    loop[0].next(Duration.ZERO); // Before the request: the same one.
                    task.run();
                    loop[0].next(Duration.ZERO); // After it: another one.
                }));
        next = ofSeconds(5);
        loop[0].start(Duration.ZERO);
        clock.advance(Duration.ZERO);
        executor.remove(0).run();
        assertThat(executor).isEmpty();
        clock.advance(Duration.ZERO);

        assertThat(executor).hasSize(1);
    }
}
