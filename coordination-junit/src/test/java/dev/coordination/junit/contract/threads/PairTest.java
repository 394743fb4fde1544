// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("its pairs would wait for the pairs of other tests, though for no longer than a second")
class PairTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ROUNDS = 50;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000_000, 40_000_000})
    void eachThreadRunsEachRoundOnceInOrder(long meetingNanos) {
        List<List<Integer>> rounds = List.of(new ArrayList<>(), new ArrayList<>());

        Pair.run(
                ROUNDS,
                meetingNanos,
                PATIENCE,
                (thread, round, begin) -> rounds.get(thread).add(round));

        List<Integer> all = IntStream.range(0, ROUNDS).boxed().toList();
        assertThat(rounds).containsExactly(all, all);
    }

    /** Repeats the rounds, because on a busy machine the two threads may never happen to run at the same time. */
    @Test
    void bothThreadsBeginAtTheSameMoment() {
        long[][] begins = new long[2][ROUNDS];
        Pair.Calls calls = (thread, round, begin) -> begins[thread][round] = begin;

        int attempts = 0;
        do {
            Pair.run(ROUNDS, 40_000_000, PATIENCE, calls);
        } while (begins[0][ROUNDS - 1] != begins[1][ROUNDS - 1] && ++attempts < 100);

        assertThat(begins[0][ROUNDS - 1]).isEqualTo(begins[1][ROUNDS - 1]);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aThreadThatFailsEndsTheRounds(int failing) {
        IllegalStateException failure = new IllegalStateException("broken");
        AtomicInteger rounds = new AtomicInteger();

        assertThatThrownBy(() -> Pair.run(1_000_000, 40_000_000, PATIENCE, (thread, round, begin) -> {
                    rounds.incrementAndGet();
                    if (thread == failing) {
                        throw failure;
                    }
                }))
                .isSameAs(failure);
        assertThat(rounds).hasValueLessThan(1_000_000);
    }

    /** If two pairs ran at once, their threads would keep each other from meeting. */
    @Test
    void onlyOnePairRunsAtATime() {
        assertThat(mostAtATime()).isEqualTo(1);
    }

    @Test
    void aPairThatDoesNotEndDelaysOthersForALimitedTimeOnly() {
        assertThat(Processors.<String>use(() -> Processors.use(1, () -> "went on")))
                .isEqualTo("went on");

        assertThat(mostAtATime())
                .as("the number of pairs that run at a time afterwards")
                .isEqualTo(1);
    }

    private static int mostAtATime() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (BackgroundThreads threads = new BackgroundThreads(PATIENCE)) {
            threads.race(
                    4,
                    test -> () -> Processors.use(() -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        return running.decrementAndGet();
                    }));
        }
        return most.get();
    }
}
