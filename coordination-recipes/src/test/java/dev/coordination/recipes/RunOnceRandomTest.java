// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests random runs of two nodes, also within each other, while requests fail, replies are lost, and time passes in tasks and
 * requests. Each seed gives the same runs each time.
 */
@CoordinationTest
class RunOnceRandomTest {

    private static final int RUNS = 12;

    private final FakeClock clock;
    private final ScheduledExecutorService scheduler;
    private final MemoryBackend backend;

    private final List<Term> terms = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();

    RunOnceRandomTest(MemoryBackend backend, FakeClock clock, ScheduledExecutorService scheduler) {
        this.backend = backend;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000, 2_000, 3_000})
    @Tag("E-29")
    @Tag("E-33")
    @Tag("E-34")
    void atMostOneRunHoldsTheLock(long firstSeed) throws InterruptedException {
        for (long seed = firstSeed; seed < firstSeed + 100; seed++) {
            Random random = new Random(seed);
            List<DistributedCoordination> nodes = List.of(unreliable(random), unreliable(random));
            terms.clear();
            for (int i = 0; i < RUNS; i++) {
                run("job" + seed, nodes, random, 3);
                assertThat(Thread.currentThread().isInterrupted())
                        .as("seed %s: interrupted after run %s", seed, i)
                        .isFalse();
                pass(random.nextInt(3) == 0 ? 0 : random.nextInt(40));
            }

            assertThat(terms)
                    .as("seed %s: the terms", seed)
                    .isNotEmpty()
                    .extracting(Term::fencingToken)
                    .isSorted()
                    .doesNotHaveDuplicates();
            pass(30);
            assertThat(backend.connect().leaderElection().currentLeader("job" + seed))
                    .as("seed %s: the lock in the end", seed)
                    .isEmpty();
        }
        assertThat(clock.pendingTasks()).isEmpty();
        assertThat(errors).allMatch(CoordinationUnavailableException.class::isInstance);
    }

    /** Returns a node whose requests fail or take long, and whose replies are lost, each now and then. */
    private DistributedCoordination unreliable(Random random) {
        ScriptedCoordination node = new ScriptedCoordination(backend.connect());
        node.before = () -> {
            if (random.nextInt(6) == 0) {
                throw new CoordinationUnavailableException("not sent");
            }
            pass(random.nextInt(6) == 0 ? random.nextInt(20) : 0);
        };
        node.after = () -> {
            if (random.nextInt(8) == 0) {
                throw new CoordinationUnavailableException("the reply is lost");
            }
            pass(random.nextInt(8) == 0 ? random.nextInt(20) : 0);
        };
        return node;
    }

    private void pass(int seconds) {
        clock.advance(ofSeconds(seconds));
    }

    private void run(String lock, List<DistributedCoordination> nodes, Random random, int depth)
            throws InterruptedException {
        int atMost = 1 + random.nextInt(30);
        RunOnceBuilder builder = RunOnce.builder(nodes.get(random.nextInt(2)), lock, "n", scheduler)
                .atMostFor(ofSeconds(atMost))
                .atLeastFor(ofSeconds(random.nextInt(3) == 0 ? random.nextInt(atMost + 1) : 0))
                .clock(clock)
                .errorHandler(errors::add);
        if (random.nextBoolean()) {
            builder.keepAlive();
        }
        List<Term> ran = new ArrayList<>();
        RunOnceResult result;
        try {
            result = builder.build().run(term -> {
                assertThat(terms).as(lock + ": the earlier terms").noneMatch(Term::isValid);
                terms.add(term);
                ran.add(term);
                for (int i = random.nextInt(4); i > 0; i--) {
                    pass(random.nextInt(15));
                    if (depth > 0 && random.nextInt(3) == 0) {
                        run(lock, nodes, random, depth - 1);
                    }
                    assertThat(Thread.currentThread().isInterrupted() || term.isValid())
                            .as(lock + ": the term is valid, or the task is interrupted")
                            .isTrue();
                }
            });
        } catch (CoordinationUnavailableException e) {
            assertThat(ran).as(lock + ": the tasks of a run that failed").isEmpty();
            return;
        }
        assertThat(ran)
                .as(lock + ": the tasks of a run that was " + result)
                .hasSize(result == RunOnceResult.NOT_RUN ? 0 : 1);
        assertThat(ran).as(lock + ": the terms of a run that has ended").noneMatch(Term::isValid);
    }
}
