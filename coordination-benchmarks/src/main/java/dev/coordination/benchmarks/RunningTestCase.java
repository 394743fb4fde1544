// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationExtension;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test that runs while its handle is measured. This makes it possible to measure a handle that the extension supplied. */
@ExtendWith(CoordinationExtension.class)
final class RunningTestCase {

    private static final SynchronousQueue<DistributedCoordination> HANDLE = new SynchronousQueue<>();
    private static final Semaphore END = new Semaphore(0);

    /** Starts the test, and returns its handle. */
    static DistributedCoordination start() throws InterruptedException {
        Thread thread = new Thread(() -> JUnitRun.microsPerTest(RunningTestCase.class), "running-test");
        thread.setDaemon(true);
        thread.start();
        DistributedCoordination handle = HANDLE.poll(10, TimeUnit.SECONDS);
        if (handle == null) {
            throw new IllegalStateException("The test received no handle.");
        }
        return handle;
    }

    /** Ends the test. */
    static void end() {
        END.release();
    }

    @Test
    void lendsItsHandle(DistributedCoordination handle) throws InterruptedException {
        HANDLE.put(handle);
        END.acquire();
    }
}
