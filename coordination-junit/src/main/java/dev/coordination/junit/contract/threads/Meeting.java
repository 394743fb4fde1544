// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets two threads begin a round at the same time, even on a busy machine: waits until both threads are seen to run,
 * and then sets the moment at which both begin.
 *
 * <p>It would not be enough for both threads to have arrived, because one of them may have lost its processor since.
 */
final class Meeting {

    /**
     * Longer than it takes to look at the other thread a few times, and far shorter than the time for which a thread
     * loses its processor.
     */
    private static final long MOMENT_NANOS = 5_000;

    private static final int LOOKS = 10;

    /** How far in advance the moment at which both begin is set. */
    private static final long NOTICE_NANOS = 500;

    /**
     * How long to look for a thread that has not arrived yet before pausing, so that whatever it waits for gets a
     * processor.
     */
    private static final long LOOK_NANOS = 100_000;

    private static final long PAUSE_NANOS = 20_000;

    /** How long two threads may fail to meet before it is likely that they share a processor. */
    private static final long PATIENCE_NANOS = 1_000_000;

    private static final long UNDECIDED = 0;
    private static final long MISSED = 1;
    private static final long OFF = 2;

    private final long deadline;
    private final AtomicLong[] looks = {new AtomicLong(), new AtomicLong()};

    /** The moment at which both begin, or one of the constants. */
    private final AtomicLong begin = new AtomicLong(UNDECIDED);

    /**
     * Creates a meeting.
     *
     * @param deadline when the threads stop waiting for each other
     */
    Meeting(long deadline) {
        this.deadline = deadline;
    }

    /** Releases both threads from waiting for each other. */
    void callOff() {
        begin.compareAndSet(UNDECIDED, OFF);
    }

    /** Returns whether both threads arrived, but did not run at the same time. Returns the same value to both. */
    boolean isMissed() {
        return begin.get() == MISSED;
    }

    /** Returns the moment at which both threads begin, or now if they do not meet. */
    long await(int thread) {
        AtomicLong own = looks[thread];
        AtomicLong other = looks[1 - thread];
        long came = System.nanoTime();
        long together = came;
        while (begin.get() == UNDECIDED) {
            long before = System.nanoTime();
            if (before > deadline) {
                callOff();
                break;
            }
            long seen = other.get();
            for (int i = 0; i < LOOKS; i++) {
                own.incrementAndGet();
                Thread.onSpinWait();
            }
            // If this thread has not lost its processor, the other thread now runs on another processor.
            boolean moved = other.get() != seen;
            long now = System.nanoTime();
            if (moved && now - before < MOMENT_NANOS) {
                begin.compareAndSet(UNDECIDED, now + NOTICE_NANOS);
                break;
            }
            if (seen == 0) {
                together = now;
                if (now - came > LOOK_NANOS) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            } else if (now - together > PATIENCE_NANOS) {
                begin.compareAndSet(UNDECIDED, MISSED);
            }
        }
        long agreed = begin.get();
        return agreed == MISSED || agreed == OFF ? System.nanoTime() : agreed;
    }
}
