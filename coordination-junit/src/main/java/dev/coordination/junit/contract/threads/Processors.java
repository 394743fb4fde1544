// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Gives the processors to one test in this JVM at a time, if its threads need to run at the same time. The threads of
 * several such tests would take the processors from one another, so that none of them would meet.
 */
final class Processors {

    /** A test that takes longer most likely hangs, and no other test should fail because of that. */
    private static final long PATIENCE_MILLIS = 1_000;

    /** Fair, so that no test waits for many others. */
    private static final Semaphore TURN = new Semaphore(1, true);

    private Processors() {}

    /**
     * Makes a call when no other call is being made, or after about a second even if one is: threads that do not meet
     * prove little, but do not make a test fail. The call starts the threads and waits for them, and should not wait
     * for time to pass.
     */
    public static <T> T use(Callable<T> call) {
        return use(PATIENCE_MILLIS, call);
    }

    /** Makes a call when no other call is being made, or after some time even if one is. */
    static <T> T use(long patienceMillis, Callable<T> call) {
        return Unchecked.call(() -> {
            boolean alone = TURN.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS);
            try {
                return call.call();
            } finally {
                if (alone) {
                    TURN.release();
                }
            }
        });
    }
}
