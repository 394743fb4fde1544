// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.junit.explore.Exploration;
import dev.coordination.junit.explore.Nodes;
import dev.coordination.junit.explore.Verdict;
import dev.coordination.memory.FakeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The example of {@code docs/recipes.md} about what callbacks throw in tests, and the cases that it describes. */
@CoordinationTest
class ErrorsExampleTest {

    private final AssertionError wrong = new AssertionError("wrong");

    @Test
    void nothingWasThrown(DistributedCoordination coordination, ScheduledExecutorService scheduler, FakeClock clock) {
        OnElected onElected = term -> assertThat(term.fencingToken()).isPositive();

        List<Throwable> errors = new ArrayList<>();
        LeaderElector elector = LeaderElector.builder(coordination, "report", "a", scheduler)
                .onElected(onElected)
                .errorHandler(errors::add)
                .start();
        clock.advance(ofSeconds(60));
        elector.close();

        assertThat(errors).isEmpty();
    }

    @Test
    void anErrorOfACallbackOnTheFakeClockReachesOnlyTheErrorHandler(
            DistributedCoordination coordination, ScheduledExecutorService scheduler, FakeClock clock) {
        List<Throwable> errors = new ArrayList<>();
        LeaderElector elector = LeaderElector.builder(coordination, "report", "a", scheduler)
                .onElected(term -> {
                    throw wrong;
                })
                .errorHandler(errors::add)
                .start();
        clock.advance(ofSeconds(60));
        elector.close();

        assertThat(errors).containsExactly(wrong);
    }

    @Test
    void anErrorOfATaskOnTheFakeClockIsHeldByItsFuture(ScheduledExecutorService scheduler, FakeClock clock) {
        Future<?> task = scheduler.schedule(
                () -> {
                    throw wrong;
                },
                1,
                SECONDS);
        clock.advance(ofSeconds(1));

        assertThatThrownBy(task::get).hasCause(wrong);
    }

    @Test
    void anErrorOfACallbackFailsAnExploration() {
        assertThatThrownBy(() -> explore(
                        term -> {
                            throw wrong;
                        },
                        thrown -> {}))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("wrong");
    }

    @Test
    void anExceptionOfACallbackDoesNotFailAnExploration() {
        explore(
                term -> {
                    throw new IllegalStateException("refused");
                },
                thrown -> assertThat(thrown).hasMessage("refused"));
    }

    @Test
    void anErrorHandlerThatThrowsAnErrorFailsAnExploration() {
        assertThatThrownBy(() -> explore(
                        term -> {
                            throw new IllegalStateException("refused");
                        },
                        thrown -> {
                            throw new AssertionError(thrown);
                        }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("refused");
    }

    /** Explores an elector that leads. */
    private static void explore(OnElected onElected, Consumer<Throwable> errorHandler) {
        assertThat(Exploration.create()
                        .check(nodes -> leadOnce(nodes, onElected, errorHandler))
                        .verdict())
                .isEqualTo(Verdict.PROVED);
    }

    private static void leadOnce(Nodes nodes, OnElected onElected, Consumer<Throwable> errorHandler) {
        nodes.run(a -> {
            LeaderElector elector = LeaderElector.builder(a, "report", "a", a.scheduler())
                    .onElected(onElected)
                    .errorHandler(errorHandler)
                    .start();
            a.sleep(ofSeconds(3));
            elector.close();
        });
    }
}
