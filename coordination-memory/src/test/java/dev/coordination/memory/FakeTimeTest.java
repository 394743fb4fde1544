// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class FakeTimeTest {

    private final TimeSource time = FakeClock.create().time();

    private boolean await(BooleanSupplier done) throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        try {
            return time.await(lock, lock.newCondition(), done, time.nanos());
        } finally {
            lock.unlock();
        }
    }

    @Test
    void aWaitReturnsWhetherItsConditionIsTrue() throws Exception {
        assertThat(await(() -> true)).isTrue();
        assertThat(await(() -> false)).isFalse();
    }
}
