// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** The base class of the areas that try larger and larger numbers, for as long as that is quick. */
abstract class NumbersArea extends ContractArea {

    /** How often a call is repeated on an in-memory backend. */
    static final int MANY = 10_001;

    /** On a real backend, the time after which no larger numbers are tried, because they would take ten times as long. */
    private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

    /** Tries one number after another, for as long as that is quick. */
    final void forEachNumber(List<Integer> numbers, IntConsumer each) {
        boolean inMemory = Repetition.isInMemory(harness);
        long took = 0;
        for (int number : numbers) {
            if (inMemory || took < QUICK_NANOS) {
                long start = System.nanoTime();
                each.accept(number);
                took = System.nanoTime() - start;
            }
        }
    }

    /** Repeats a call: on an in-memory backend as often as requested, and on a real backend only for some time. */
    final void repeat(int times, IntConsumer call) {
        Repetition.repeat(harness, times, call);
    }

    final Leadership won(LeaderElection elections, String election, String node) {
        Optional<Leadership> won = elections.tryAcquire(election, node, lasting());
        assertThat(won)
                .as("what leaderElection.tryAcquire of a free election returned")
                .isPresent();
        return won.orElseThrow();
    }
}
