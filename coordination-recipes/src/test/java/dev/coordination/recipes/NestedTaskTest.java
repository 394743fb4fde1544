// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.memory.FakeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests tasks that run others on the same thread. Each is interrupted if its own term ends, or that of a task that it is a part
 * of, whatever else ends.
 */
@CoordinationTest
class NestedTaskTest {

    private final FakeClock clock;
    private final ScheduledExecutorService scheduler;
    private final DistributedCoordination coordination;

    NestedTaskTest(FakeClock clock, ScheduledExecutorService scheduler, DistributedCoordination coordination) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.coordination = coordination;
    }

    /** What runs tasks. */
    private interface Runner {

        /** Returns whether the task ended while its term was valid. */
        boolean run(TermTask task) throws InterruptedException;

        /** Ends the term. */
        void end();
    }

    private Runner elector(String election) {
        List<Term> terms = new ArrayList<>();
        LeaderElector elector = LeaderElector.builder(coordination, election, "a", scheduler)
                .clock(clock)
                .onElected(terms::add)
                .onLost((term, reason) -> {})
                .start();
        clock.advance(ofMillis(1));
        return new Runner() {
            @Override
            public boolean run(TermTask task) throws InterruptedException {
                return terms.get(0).run(task);
            }

            @Override
            public void end() {
                elector.resign();
            }
        };
    }

    private Runner runOnce(String lock) {
        RunOnce once = RunOnce.builder(coordination, lock, "a", scheduler)
                .atMostFor(ofSeconds(3))
                .keepAlive()
                .clock(clock)
                .build();
        return new Runner() {
            @Override
            public boolean run(TermTask task) throws InterruptedException {
                return once.run(term -> task.run()) == RunOnceResult.COMPLETED;
            }

            @Override
            public void end() {
                Leadership held =
                        coordination.leaderElection().currentLeader(lock).orElseThrow();
                coordination.leaderElection().release(held);
                clock.advance(ofSeconds(1)); // The renewal is refused.
            }
        };
    }

    private Runner runner(char kind, String name) {
        return kind == 'e' ? elector(name) : runOnce(name);
    }

    /** Elector or run once, from the outermost to the innermost; then, by their indexes, which end in which order. */
    static List<String> nestings() {
        List<String> nestings = new ArrayList<>();
        for (String kinds : List.of("ee", "eo", "oe", "oo")) {
            for (String ends : List.of("", "0", "1", "01", "10")) {
                nestings.add(kinds + ends);
            }
        }
        for (String kinds : List.of("eee", "eoe", "oeo", "ooo")) {
            for (String ends : List.of("", "0", "1", "2", "02", "20", "12", "21", "012", "210", "102")) {
                nestings.add(kinds + ends);
            }
        }
        return nestings;
    }

    @ParameterizedTest
    @MethodSource("nestings")
    @Tag("E-11")
    @Tag("E-33")
    void eachTaskIsInterruptedForItsOwnLossAndThatOfTheTasksAroundIt(String nesting) throws InterruptedException {
        String kinds = nesting.replaceAll("\\d", "");
        List<Integer> ends = nesting.chars()
                .filter(Character::isDigit)
                .mapToObj(Character::getNumericValue)
                .toList();
        List<Runner> runners = new ArrayList<>();
        for (int i = 0; i < kinds.length(); i++) {
            runners.add(runner(kinds.charAt(i), "n" + i));
        }

        run(runners, 0, ends);

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        Runner later = runOnce("later"); // What has ended does not interrupt tasks that come after it.
        assertThat(later.run(
                        () -> assertThat(Thread.currentThread().isInterrupted()).isFalse()))
                .isTrue();
    }

    private static void run(List<Runner> runners, int depth, List<Integer> ends) throws InterruptedException {
        if (depth == runners.size()) {
            ends.forEach(index -> runners.get(index).end());
            return;
        }
        boolean inTime = runners.get(depth).run(() -> {
            run(runners, depth + 1, ends);
            assertThat(Thread.currentThread().isInterrupted())
                    .as("the task at depth %s is interrupted", depth)
                    .isEqualTo(ends.stream().anyMatch(index -> index <= depth));
        });
        assertThat(inTime).as("the task at depth %s has ended in time", depth).isEqualTo(!ends.contains(depth));
    }

    @ParameterizedTest
    @ValueSource(chars = {'e', 'o'})
    @Tag("E-11")
    @Tag("E-33")
    void anInterruptForTheLossOfTheOuterTermGoesThroughTheInnerTask(char kind) throws InterruptedException {
        Runner outer = runner(kind, "outer");
        Runner inner = runner(kind, "inner");

        boolean inTime = outer.run(() -> {
            assertThatThrownBy(() -> inner.run(() -> {
                        outer.end();
                        Thread.sleep(60_000);
                    }))
                    .isInstanceOf(InterruptedException.class);
            throw new InterruptedException("passed on");
        });

        assertThat(inTime).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(chars = {'e', 'o'})
    @Tag("E-11")
    @Tag("E-33")
    void theOuterTaskIsInterruptedEvenIfTheInnerOneHasConsumedTheInterrupt(char kind) throws InterruptedException {
        Runner outer = runner(kind, "outer");
        Runner inner = runner(kind, "inner");

        boolean inTime = outer.run(() -> {
            boolean unused = inner.run(() -> {
                outer.end();
                inner.end();
                Thread.sleep(60_000);
            });
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });

        assertThat(inTime).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    @Tag("E-11")
    void aTaskInATaskOfTheSameTermLeavesTheOuterOneInterrupted() throws InterruptedException {
        Runner term = elector("report");

        boolean inTime = term.run(() -> {
            assertThat(term.run(term::end)).isFalse();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            assertThat(term.run(() -> {
                        throw new AssertionError("the term has ended");
                    }))
                    .isFalse();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });

        assertThat(inTime).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    @Tag("E-33")
    void aTaskOfTheTermOfARunLeavesTheRunInterrupted() throws InterruptedException {
        RunOnce once = RunOnce.builder(coordination, "nightly", "a", scheduler)
                .atMostFor(ofSeconds(30))
                .clock(clock)
                .build();

        RunOnceResult result = once.run(term -> {
            assertThat(term.run(() -> clock.advance(ofSeconds(30)))).isFalse();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });

        assertThat(result).isEqualTo(RunOnceResult.LOST);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
