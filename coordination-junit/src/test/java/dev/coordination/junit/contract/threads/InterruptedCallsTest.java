// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InterruptedCallsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TIMES = 30;

    private static void repeat(Callable<?> first, Callable<?> second) {
        InterruptedCalls.repeat(
                PATIENCE,
                TIMES,
                List.of(new InterruptedCalls.Call("cache.get", first), new InterruptedCalls.Call("cache.ttl", second)));
    }

    @Test
    void callsThatPreserveInterruptsPass() {
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();

        repeat(first::incrementAndGet, second::incrementAndGet);

        assertThat(first).hasValueGreaterThanOrEqualTo(2);
        assertThat(second).hasValueGreaterThanOrEqualTo(2);
    }

    /** Repeats the calls, because on a busy machine every interrupt may come after them. */
    @Test
    void aCallThatClearsAnInterruptFails() {
        Callable<Integer> clears = () -> {
            long start = System.nanoTime();
            while (System.nanoTime() - start < 20_000) {
                Thread.interrupted();
            }
            return 1;
        };

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        repeat(() -> 1, clears);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("whether an interrupt that came before or during cache.ttl is still set");
    }

    @Test
    void anExceptionThrownByACallIsRethrown() {
        IllegalStateException failure = new IllegalStateException("broken");

        assertThatThrownBy(() -> repeat(() -> 1, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }
}
