// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.junit.harness.MemoryHarness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests races between calls that change a counter of their round instead of calling an adapter. */
class RacesTest {

    private static final Ttls TTLS = new Ttls(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(40));
    private static final long WINDOW_NANOS = 20_000;
    private static final int ATTEMPTS = 100;

    private final Map<Round, Integer> counters = new ConcurrentHashMap<>();
    private final MemoryHarness harness = new MemoryHarness();
    private final Races races = new Races(
            List.of(harness.connect(), harness.connect()),
            TTLS,
            harness.time()::advance,
            false,
            Duration.ofMillis(320),
            Duration.ofSeconds(10));

    @AfterEach
    void close() {
        harness.close();
    }

    private static void pass() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < WINDOW_NANOS) {
            Thread.onSpinWait();
        }
    }

    /** Repeats a race, because on a busy machine its two threads may never happen to run at the same time. */
    private void judgeOften(Step first, Step second) {
        for (int i = 0; i < ATTEMPTS; i++) {
            races.judge(Race.between(first, second));
        }
    }

    private static Step step(Step.Body body) {
        return new Step("cache.increment(1)", body);
    }

    @Test
    void atomicCallsPass() {
        Step atomic = step((handle, round) -> counters.merge(round, 1, Integer::sum));

        assertThatCode(() -> races.judge(Race.between(atomic, atomic))).doesNotThrowAnyException();
    }

    @Test
    void callsThatAreNotAtomicFail() {
        Step racy = step((handle, round) -> {
            int next = counters.getOrDefault(round, 0) + 1;
            pass();
            counters.put(round, next);
            return next;
        });

        assertThatThrownBy(() -> judgeOften(racy, racy))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        [cache.increment(1) and cache.increment(1)]
                        Two threads that made these calls at the same time got: 1 and 1.
                        One after another, in any order, the calls would have returned one of:
                        1 and 2
                        2 and 1""");
    }

    /** A thread whose calls are quick meets every part of the other thread's calls. */
    @Test
    void aStateThatIsVisibleOnlyForAMomentIsDetected() {
        Step slow = step((handle, round) -> {
            pass();
            counters.put(round, 1);
            pass();
            counters.put(round, 2);
            pass();
            return "done";
        });
        Step quick = step((handle, round) -> counters.getOrDefault(round, 0));

        assertThatThrownBy(() -> judgeOften(slow, quick))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("got: done and 1.");
        assertThatThrownBy(() -> judgeOften(quick, slow))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("got: 1 and done.");
    }

    @Test
    void aCallThatThrowsEndsTheRace() {
        Thread test = Thread.currentThread();
        IllegalStateException thrown = new IllegalStateException("broken");
        Step broken = step((handle, round) -> {
            if (Thread.currentThread() != test) {
                throw thrown;
            }
            return 1;
        });
        Step correct = step((handle, round) -> 1);

        assertThatThrownBy(() -> races.judge(Race.between(broken, correct))).isSameAs(thrown);
        assertThatThrownBy(() -> races.judge(Race.between(correct, broken))).isSameAs(thrown);
    }
}
