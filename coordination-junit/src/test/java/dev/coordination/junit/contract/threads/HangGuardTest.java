// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Checks that a test that hangs is interrupted and fails. */
class HangGuardTest {

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(1);

    @AutoClose
    private final HangGuard guard = new HangGuard();

    @Test
    void aTestThatHangsIsInterruptedAndFails() {
        assertThatThrownBy(() -> guard.run(() -> SHORT, () -> new CountDownLatch(1).await()))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("the test did not end within 1 ms")
                .hasSuppressedException(new InterruptedException());

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aTestThatSwallowsTheInterruptFails() {
        assertThatThrownBy(() -> guard.run(() -> SHORT, () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .isInstanceOf(TimeoutException.class);

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aTestThatEndsInTimeIsNotInterrupted() throws Throwable {
        CountDownLatch ran = new CountDownLatch(1);

        guard.run(() -> LONG, ran::countDown);

        assertThat(ran.getCount()).isZero();
    }

    @Test
    void aTestThatFailsInTimeFailsWithItsOwnFailure() {
        AssertionError failure = new AssertionError("expected");

        assertThatThrownBy(() -> guard.run(() -> LONG, () -> {
                    throw failure;
                }))
                .isSameAs(failure)
                .hasNoSuppressedExceptions();
    }
}
