// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.contract.faulty.ForwardingHarness;
import dev.coordination.junit.contract.threads.HangGuard;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.memory.FakeClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks that a test on a backend with slow calls is not mistaken for one that hangs. */
class SlowBackendTest {

    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration SLOW_CALL = Duration.ofSeconds(30);

    /** The number of calls that take nine minutes at {@link #SLOW_CALL} each. */
    private static final int MOST_CALLS = 18;

    private final FakeClock machine = FakeClock.create();
    private final Instant start = machine.instant();
    private final SlowArea area = new SlowArea();

    @SuppressWarnings("resource") // The scheduler belongs to the clock.
    private final HangGuard guard = new HangGuard(machine.scheduler(), this::nanoTime);

    private Duration callsTake = SLOW_CALL;

    private long nanoTime() {
        return Duration.between(start, machine.instant()).toNanos();
    }

    @BeforeEach
    void open() {
        area.open(1);
        area.startRecording();
    }

    @AfterEach
    void close() {
        area.closeHarness();
    }

    private void run(int calls, Duration otherwise) throws Throwable {
        guard.run(area::limit, () -> {
            for (int i = 0; i < calls; i++) {
                area.coordination.close();
            }
            machine.advance(otherwise);
        });
    }

    @Test
    void completedCallsDoNotCountTowardTheLimit() {
        assertThatNoException().isThrownBy(() -> run(MOST_CALLS, LIMIT.minus(MOMENT)));
    }

    @Test
    void aTestThatHangsBetweenCallsIsInterrupted() {
        assertThatThrownBy(() -> run(MOST_CALLS, LIMIT)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void aCallThatHangsIsInterrupted() {
        callsTake = LIMIT;

        assertThatThrownBy(() -> run(1, Duration.ZERO)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void aTestThatMakesCallsForeverIsInterrupted() {
        assertThatThrownBy(() -> run(MOST_CALLS + 2, Duration.ZERO)).isInstanceOf(TimeoutException.class);
    }

    /** An area on a backend that advances the machine's time in each call to {@code close}. */
    private final class SlowArea extends ContractArea {

        @Override
        CoordinationHarness harness() {
            return new ForwardingHarness(new MemoryHarness()) {
                @Override
                public DistributedCoordination connect() {
                    return slow(super.connect());
                }
            };
        }

        @Override
        LongSupplier nanoTime() {
            return SlowBackendTest.this::nanoTime;
        }
    }

    private DistributedCoordination slow(DistributedCoordination handle) {
        return (DistributedCoordination) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DistributedCoordination.class}, (proxy, method, given) -> {
                    if (method.getName().equals("close")) {
                        machine.advance(callsTake);
                    }
                    return method.invoke(handle, given);
                });
    }
}
