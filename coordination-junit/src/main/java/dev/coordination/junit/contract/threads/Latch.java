// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Blocks threads until the test opens the latch or ends. */
public final class Latch {

    private final CountDownLatch opened = new CountDownLatch(1);
    private final Duration patience;

    Latch(Duration patience) {
        this.patience = patience;
    }

    /** Waits until the latch is open, for a bounded time. */
    public void await() {
        if (!Unchecked.call(() -> opened.await(patience.toMillis(), TimeUnit.MILLISECONDS))) {
            throw new IllegalStateException("the latch was not opened within " + patience.toSeconds() + " s");
        }
    }

    /** Releases all threads that wait now or later. */
    public void open() {
        opened.countDown();
    }
}
