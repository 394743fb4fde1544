// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets two threads begin their calls at the same time although the machine may be busy: it waits until both threads are
 * seen to run, and then sets the moment at which both begin.
 *
 * <p>That both threads have arrived would not be enough, because one of them may have lost its processor since.
 */
final class Meeting {

    /** Longer than a few looks take, and far shorter than the time for which a thread loses its processor. */
    private static final long MOMENT_NANOS = 5_000;

    private static final int LOOKS = 10;

    /** How long before the moment at which both begin it is set. */
    private static final long NOTICE_NANOS = 500;

    /** How long to look before pausing, so that the system can give the threads different processors. */
    private static final long PATIENCE_NANOS = 1_000_000;

    private static final long PAUSE_NANOS = 50_000;

    private final long deadline;
    private final AtomicLong[] looks = {new AtomicLong(), new AtomicLong()};
    private final AtomicLong begin = new AtomicLong();
    private volatile boolean off;

    /**
     * Creates a meeting.
     *
     * @param deadline when to stop waiting for each other
     */
    Meeting(long deadline) {
        this.deadline = deadline;
    }

    void callOff() {
        off = true;
    }

    /** Returns the moment at which both threads begin, or now if they do not meet. */
    long await(int thread) {
        AtomicLong own = looks[thread];
        AtomicLong other = looks[1 - thread];
        long started = System.nanoTime();
        while (begin.get() == 0) {
            long before = System.nanoTime();
            if (off || before > deadline) {
                return before;
            }
            long seen = other.get();
            for (int i = 0; i < LOOKS; i++) {
                own.incrementAndGet();
                Thread.onSpinWait();
            }
            // If this thread has not lost its processor, the other one has another processor now.
            boolean moved = other.get() != seen;
            long now = System.nanoTime();
            if (moved && now - before < MOMENT_NANOS) {
                begin.compareAndSet(0, now + NOTICE_NANOS);
            } else if (now - started > PATIENCE_NANOS) {
                LockSupport.parkNanos(PAUSE_NANOS);
                started = System.nanoTime();
            }
        }
        return begin.get();
    }
}
