// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InterruptedCallsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TIMES = 30;

    @Test
    void aCallThatKeepsInterruptsPasses() {
        AtomicInteger calls = new AtomicInteger();

        int made = InterruptedCalls.repeat(PATIENCE, TIMES, "cache.get", calls::incrementAndGet);

        assertThat(made).isEqualTo(calls.get()).isGreaterThanOrEqualTo(4);
    }

    /** Repeated, since on a busy machine each interrupt may come after the calls. */
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
                        InterruptedCalls.repeat(PATIENCE, TIMES, "cache.get", clears);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("whether an interrupt that came before or during cache.get is still set");
    }

    @Test
    void whatACallThrowsIsThrown() {
        IllegalStateException failure = new IllegalStateException("broken");

        assertThatThrownBy(() -> InterruptedCalls.repeat(PATIENCE, TIMES, "cache.get", () -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }
}
