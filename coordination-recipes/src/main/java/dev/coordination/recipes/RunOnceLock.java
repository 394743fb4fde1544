// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Leadership;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The lock of one run: ends its term at the deadline, renews it if it is to be kept alive, and gives it back. */
final class RunOnceLock {

    private final RunOnce settings;
    private final Leadership held;
    private final Instant grantedAt;
    private final Instant firstRenewal;
    private final Lease lease;
    private final Term term;

    /** Held during a request, so that a renewal that is under way does not come after the release. */
    private final ReentrantLock requests = new ReentrantLock();

    /** Guarded by this lock, like all that follows. The monitor is never held during a request or the task. */
    private final Timer deadlineTimer;

    private final Timer nextRenewal;
    private boolean started;

    private boolean ended;

    /** Whether the backend has said that it no longer holds this lock. */
    private boolean refused;

    RunOnceLock(RunOnce settings, Leadership held, Instant sentAt) {
        this.settings = settings;
        this.held = held;
        grantedAt = settings.clock.instant();
        lease = new Lease(settings.clock, settings.atMostFor, sentAt);
        term = new Term(held, lease, this::giveBack);
        deadlineTimer = new Timer(settings.scheduler);
        nextRenewal = new Timer(settings.scheduler);
        firstRenewal = sentAt.plus(settings.atMostFor.dividedBy(3));
    }

    RunOnceResult run(RunOnceTask task) throws InterruptedException {
        try {
            startTimers();
            boolean completed = term.run(() -> {
                noteStart();
                task.run(term);
            });
            if (completed) {
                return RunOnceResult.COMPLETED;
            }
            return hasStarted() ? RunOnceResult.LOST : RunOnceResult.NOT_RUN;
        } finally {
            end();
            // Gives the lock back. If other threads still run tasks of the term, the last one to end does.
            term.lossTold();
        }
    }

    private synchronized void noteStart() {
        started = true;
    }

    private synchronized boolean hasStarted() {
        return started;
    }

    private synchronized void end() {
        ended = true;
        deadlineTimer.cancel();
        nextRenewal.cancel();
        term.end();
    }

    private void giveBack() {
        requests.lock(); // For as long as a request takes at most (G-06), also if this thread is interrupted.
        try {
            if (!isRefused()) {
                Boolean unused = settings.errors.ask(this::release);
            }
        } finally {
            requests.unlock();
        }
    }

    private boolean release() {
        Duration passed = Duration.between(grantedAt, settings.clock.instant());
        // Never more than atLeastFor, even if the clock goes back.
        Duration left = passed.isNegative() ? settings.atLeastFor : settings.atLeastFor.minus(passed);
        if (left.isZero() || left.isNegative() || !hasStarted()) {
            return settings.elections.release(held);
        }
        return settings.elections.renew(held, left);
    }

    private synchronized boolean isRefused() {
        return refused;
    }

    // ---- timers

    private synchronized void startTimers() {
        watchDeadline();
        if (settings.keepAlive) {
            renewAt(firstRenewal);
        }
    }

    private synchronized void watchDeadline() {
        deadlineTimer.set(this::deadlineDue, lease.remaining());
    }

    private void deadlineDue() {
        RejectedExecutionException rejected = null;
        synchronized (this) {
            if (ended) {
                return;
            }
            if (!lease.isValid()) {
                end();
                return;
            }
            try {
                watchDeadline(); // The lock has been renewed meanwhile.
            } catch (RejectedExecutionException e) {
                end();
                rejected = e;
            }
        }
        if (rejected != null) {
            settings.errors.report(rejected);
        }
    }

    private synchronized void renewAt(Instant due) {
        nextRenewal.set(this::renewalDue, Duration.between(settings.clock.instant(), due));
    }

    // ---- renewal

    private void renewalDue() {
        settings.requestThreads.make(this::renew, () -> renewed(settings.clock.instant(), null));
    }

    private void renew() {
        requests.lock();
        try {
            if (!isEnded()) {
                request();
            }
        } finally {
            requests.unlock();
        }
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    private void request() {
        Instant now = settings.clock.instant();
        Boolean reply = null;
        try {
            reply = settings.errors.ask(() -> settings.elections.renew(held, settings.atMostFor));
        } finally {
            renewed(now, reply);
        }
    }

    private void renewed(Instant now, @Nullable Boolean reply) {
        try {
            settle(now, reply);
        } catch (RejectedExecutionException e) { // The lock could not be renewed again.
            end();
            settings.errors.report(e);
        }
    }

    private synchronized void settle(Instant now, @Nullable Boolean reply) {
        refused = Boolean.FALSE.equals(reply);
        if (ended) {
            return;
        }
        if (reply == null) {
            renewAt(settings.clock
                    .instant()
                    .plus(settings.atMostFor.multipliedBy(2).dividedBy(15)));
        } else if (reply && lease.extend(now)) {
            renewAt(now.plus(settings.atMostFor.dividedBy(3)));
        } else {
            end();
        }
    }
}
