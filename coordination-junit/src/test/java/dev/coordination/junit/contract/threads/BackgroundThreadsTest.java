// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Tests that every wait of a test ends when the test's patience runs out. */
class BackgroundThreadsTest {

    @AutoClose
    private final BackgroundThreads background = new BackgroundThreads(Duration.ofMillis(1));

    private final CountDownLatch never = new CountDownLatch(1);

    private Object hang() throws InterruptedException {
        never.await();
        return never;
    }

    @Test
    void aCallThatHangsFails() {
        String message = "a call did not end within 0 s";

        assertThatThrownBy(() -> background.within(this::hang)).hasMessage(message);
        assertThatThrownBy(() -> background.await(new CompletableFuture<>())).hasMessage(message);
        assertThatThrownBy(() -> background.startWaiting(this::hang).await()).hasMessage(message);
    }

    @Test
    void aLatchThatIsNeverOpenedFails() {
        Latch latch = background.newLatch();

        assertThatThrownBy(latch::await).hasMessage("the latch was not opened within 0 s");
    }

    @Test
    void aRaceWithoutAllItsThreadsFails() {
        StartLine start = new StartLine(2, background.patience());

        assertThatThrownBy(start::await).hasMessage("not every thread of a race reached its start");
    }

    @Test
    void aCallThatEndsInTimeReturnsItsResult() {
        try (BackgroundThreads patient = new BackgroundThreads(BackgroundThreads.USUAL_PATIENCE)) {
            assertThat(patient.within(() -> "result")).isEqualTo("result");
        }
    }
}
