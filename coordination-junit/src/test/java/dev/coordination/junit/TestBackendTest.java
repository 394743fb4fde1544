// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.coordination.junit.contract.faulty.ForwardingHarness;
import dev.coordination.junit.harness.MemoryHarness;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

class TestBackendTest {

    @Test
    void closeShutsDownTheSchedulersOfNodes() {
        TestBackend test = new TestHarness(new MemoryHarness(), true, null);
        ScheduledExecutorService a = test.scheduler("a");

        test.close();

        assertThat(a.isShutdown()).isTrue();
    }

    @Test
    void closeLeavesTheSchedulerOfTheTimeControlRunning() {
        TestBackend test = new TestHarness(new MemoryHarness(), true, null);
        ScheduledExecutorService shared = test.scheduler("");

        test.close();

        assertThat(shared).isSameAs(test.time().scheduler());
        assertThat(shared.isShutdown()).isFalse();
    }

    @Test
    void closeShutsDownTheSchedulersEvenIfTheHarnessFailsToClose() {
        TestBackend test = new TestHarness(
                new ForwardingHarness(new MemoryHarness()) {
                    @Override
                    public void close() {
                        throw new IllegalStateException("on purpose");
                    }
                },
                true,
                null);
        ScheduledExecutorService a = test.scheduler("a");

        assertThatIllegalStateException().isThrownBy(test::close).withMessage("on purpose");

        assertThat(a.isShutdown()).isTrue();
    }
}
