// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.Leadership;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time during which a {@link LeaderElector} leads, or a {@link RunOnce} holds its lock. Thread-safe.
 *
 * <p>A term that has ended never becomes valid again: the next one is another term, with a larger fencing token.
 *
 * @since 0.1.0
 */
public final class Term {

    /** The innermost task that runs on a thread. */
    private static final ThreadLocal<@Nullable Run> RUN = new ThreadLocal<>();

    private final Leadership leadership;
    private final Lease lease;
    private final Runnable whenSettled;

    /** The tasks that are running. Guarded by this term. */
    private final List<Run> runs = new ArrayList<>();

    /** Whether {@code onLost} has returned. Guarded by this term. */
    private boolean lossTold;

    Term(Leadership leadership, Lease lease, Runnable whenSettled) {
        this.leadership = leadership;
        this.lease = lease;
        this.whenSettled = whenSettled;
    }

    /**
     * Returns the fencing token of the term. Pass it to the systems that the leader writes to, and have them refuse tokens that
     * are smaller than the largest one seen.
     *
     * @return a positive number, larger than the tokens of all earlier terms of the election
     * @since 0.1.0
     */
    public long fencingToken() {
        return leadership.fencingToken();
    }

    /**
     * Returns whether the term has neither ended nor reached its deadline (E-04). Once {@code false}, it stays {@code false}.
     *
     * @return whether this node leads
     * @since 0.1.0
     */
    public boolean isValid() {
        return lease.isValid();
    }

    /**
     * Returns how long the term remains valid without another renewal.
     *
     * @return the time until the deadline; zero if the term is no longer valid
     * @since 0.1.0
     */
    public Duration remaining() {
        return lease.remaining();
    }

    /**
     * Runs a task on the calling thread, and interrupts it when the term ends (E-11). Does not run it if the term is no longer
     * valid.
     *
     * <p>If the term ends while the task runs, the interrupt is cleared before this method returns, and an
     * {@link InterruptedException} that the task throws is not passed on. But if this method was called in another task, whose term
     * has ended as well, the thread is interrupted when it returns.
     *
     * @param task the task
     * @return whether the task ended while the term was valid
     * @throws InterruptedException if the task throws it although the term has not ended
     * @since 0.1.0
     */
    public boolean run(TermTask task) throws InterruptedException {
        Arguments.notNull(task, "task");
        Run run = new Run(RUN.get());
        if (!began(run)) {
            return false;
        }
        RUN.set(run);
        try {
            task.run();
            return isValid();
        } catch (InterruptedException e) {
            if (run.interrupted) {
                return false;
            }
            throw e;
        } finally {
            ended(run);
        }
    }

    /** Returns what the backend has granted. */
    Leadership leadership() {
        return leadership;
    }

    /** Extends the term after a successful renewal, unless it has ended. Returns whether it is valid. */
    boolean extend(Instant sentAt) {
        return lease.extend(sentAt);
    }

    private synchronized boolean began(Run run) {
        return isValid() && runs.add(run);
    }

    private void ended(Run run) {
        boolean settled;
        synchronized (this) {
            runs.remove(run);
            settled = lossTold && runs.isEmpty();
        }
        leave(run);
        if (settled) {
            whenSettled.run();
        }
    }

    /** Clears the interrupt of a task, unless a task that it is a part of is interrupted. */
    private static void leave(Run run) {
        if (run.interrupted) {
            boolean unused = Thread.interrupted();
        }
        if (run.outer == null) {
            RUN.remove();
            return;
        }
        RUN.set(run.outer);
        for (Run outer = run.outer; outer != null; outer = outer.outer) {
            if (outer.interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the term, and interrupts its tasks. */
    synchronized void end() {
        lease.end();
        for (Run run : runs) {
            run.interrupted = true;
            run.thread.interrupt();
        }
    }

    /** Notes that {@code onLost} has returned. */
    void lossTold() {
        boolean settled;
        synchronized (this) {
            lossTold = true;
            settled = runs.isEmpty();
        }
        if (settled) {
            whenSettled.run();
        }
    }

    /** Returns the fencing token, and how long the term remains valid. */
    @Override
    public String toString() {
        return "Term[fencingToken=" + fencingToken() + ", remaining=" + remaining() + "]";
    }

    /** A task that is running on the thread that has created this. */
    private static final class Run {

        final Thread thread = Thread.currentThread();

        /** The task that has called {@code run}, of this term or another one. */
        final @Nullable Run outer;

        /** Set before the thread is interrupted. */
        volatile boolean interrupted;

        Run(@Nullable Run outer) {
            this.outer = outer;
        }
    }
}
