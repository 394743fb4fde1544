// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.Leadership;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An acquired {@link FencedLock}, which is held until it is closed or lost. Any thread may use it and close it. Thread-safe.
 *
 * <p>It is lost when it reaches its deadline, or when the backend refuses to renew it. Once lost, it never becomes valid again.
 *
 * @since 0.1.0
 */
public final class HeldLock implements AutoCloseable {

    private final LockSettings settings;
    private final Leadership held;
    private final Lease lease;
    private final Callbacks callbacks;

    /** Held during a request, so that there is only one at a time, and so that {@link #close} can wait for it. */
    private final ReentrantLock requests = new ReentrantLock();

    /** Guarded by this lock, like all that follows. The monitor is never held during a request or a callback. */
    private final List<Consumer<? super LossReason>> lossCallbacks = new ArrayList<>();

    private @Nullable LossReason loss;
    private boolean closed;

    /** Whether the backend may hold the lock for this object. */
    private boolean mayHold = true;

    private final LeaseTimers timers;

    HeldLock(LockSettings settings, Leadership held, Lease lease) {
        this.settings = settings;
        this.held = held;
        this.lease = lease;
        this.callbacks = new Callbacks(settings.callbackExecutor, settings.errors);
        this.timers = new LeaseTimers(settings.scheduler, this::requestDue);
    }

    /** Begins to renew it, if it is to be renewed. Returns whether it is valid. */
    boolean start(Instant sentAt) {
        boolean complete = false;
        try {
            synchronized (this) {
                if (settings.renews) {
                    timers.requestAfter(renewalAfter(sentAt));
                }
            }
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
        return isValid();
    }

    /**
     * Returns the fencing token. Pass it to the systems that are written to, and have them refuse tokens that are smaller than
     * the largest one seen.
     *
     * @return a positive number, larger than the tokens of all earlier holders of the lock
     * @since 0.1.0
     */
    public long fencingToken() {
        return held.fencingToken();
    }

    /**
     * Returns whether the lock is neither closed nor lost (E-23). Once {@code false}, it stays {@code false}.
     *
     * @return whether the lock is held
     * @since 0.1.0
     */
    public boolean isValid() {
        return lease.isValid();
    }

    /**
     * Returns how long the lock remains valid without another renewal.
     *
     * @return the time until the deadline; zero if the lock is no longer valid
     * @since 0.1.0
     */
    public Duration remaining() {
        return lease.remaining();
    }

    /**
     * Renews the lock now, so that it is valid for the full lease duration, minus the margin, from now (E-25).
     *
     * @return whether it is valid; if not, it was closed or lost
     * @throws dev.coordination.CoordinationUnavailableException if the backend is unavailable; the lock remains valid until its
     *     deadline
     * @since 0.1.0
     */
    public boolean renew() {
        requests.lock();
        try {
            return makeRenewal();
        } finally {
            requests.unlock();
            callbacks.dispatch();
        }
    }

    /**
     * Adds a callback for the loss of the lock (E-24). It is called once, or never if the lock is closed first; at once if the
     * lock has already been lost. If the lock is already closed, this method has no effect.
     *
     * <p>Callbacks run one at a time, on the callback executor, or on the thread that closes the lock if they are due then.
     * What they throw goes to the error handler.
     *
     * @param callback is told why the lock was lost: {@link LossReason#EXPIRED}, {@link LossReason#REFUSED} or
     *     {@link LossReason#SCHEDULER_SHUT_DOWN}
     * @return this lock
     * @since 0.1.0
     */
    public HeldLock onLost(Consumer<? super LossReason> callback) {
        Arguments.notNull(callback, "callback");
        synchronized (this) {
            if (closed) {
                return this;
            }
            lossCallbacks.add(callback);
            if (loss != null) {
                tellLoss(loss);
            } else {
                watchDeadline();
            }
        }
        callbacks.dispatch();
        return this;
    }

    /**
     * Ends the lock, stops renewing it, and releases it on the backend (E-26). Waits for a running request and a running
     * callback. If the lock has been lost and a callback has not been called yet, calls it on the calling thread. After this
     * method has returned, no renewal follows, and no callback unless a callback called this method.
     *
     * <p>If the release fails, the error handler is told, and the release is repeated in the background until the lock must have
     * expired. Closing twice has no effect.
     *
     * @since 0.1.0
     */
    @Override
    public void close() {
        synchronized (this) {
            if (!closed && !lease.isValid()) {
                lose(LossReason.EXPIRED);
            }
            closed = true;
            timers.cancel();
            lease.end();
        }
        try {
            callbacks.finish();
        } finally {
            release();
        }
    }

    // ---- requests

    private void requestDue(long due) {
        settings.requestThreads.make(() -> renewalDue(due), () -> retryRenewal(due));
    }

    private void renewalDue(long due) {
        boolean answered = false;
        requests.lock();
        try {
            answered = !isDue(due) || settings.errors.ask(this::makeRenewal) != null;
        } finally {
            requests.unlock();
            if (!answered) {
                retryRenewal(due);
            }
            callbacks.dispatch();
        }
    }

    private boolean makeRenewal() {
        if (!isActive()) {
            return false;
        }
        Instant sentAt = settings.clock.instant();
        return renewed(sentAt, settings.elections.renew(held, settings.leaseDuration));
    }

    private synchronized boolean renewed(Instant sentAt, boolean granted) {
        if (!granted) {
            mayHold = false;
            lose(LossReason.REFUSED);
            return false;
        }
        if (loss != null || closed) { // Meanwhile, and it stays so.
            return false;
        }
        if (!lease.extend(sentAt)) { // The reply came too late.
            lose(LossReason.EXPIRED);
            return false;
        }
        if (settings.renews) {
            scheduleRenewalOrLose(renewalAfter(sentAt));
        }
        watchDeadline();
        return isValid();
    }

    private void retryRenewal(long due) {
        synchronized (this) {
            if (timers.isDue(due)) {
                scheduleRenewalOrLose(settings.retryPeriod);
            }
        }
        callbacks.dispatch();
    }

    private void release() {
        requests.lock();
        try {
            if (takeHold()) {
                Boolean reply = null;
                try {
                    reply = settings.errors.ask(() -> settings.elections.release(held));
                } finally {
                    if (reply == null) {
                        settings.releaseLater(() -> settings.elections.release(held), settings.retryPeriod);
                    }
                }
            }
        } finally {
            requests.unlock();
        }
    }

    private synchronized boolean takeHold() {
        boolean held = mayHold;
        mayHold = false;
        return held;
    }

    private synchronized boolean isDue(long due) {
        return timers.isDue(due);
    }

    /** Returns whether the lock is to be renewed. Notices if it has expired. */
    private synchronized boolean isActive() {
        if (!closed && loss == null && !lease.isValid()) {
            lose(LossReason.EXPIRED);
        }
        return !closed && loss == null;
    }

    // ---- the loss

    private synchronized void lose(LossReason reason) {
        if (closed || loss != null) {
            return;
        }
        loss = reason;
        lease.end();
        timers.cancel();
        tellLoss(reason);
    }

    private synchronized void tellLoss(LossReason reason) {
        for (Consumer<? super LossReason> callback : lossCallbacks) {
            callbacks.add(() -> {
                boolean unused = settings.errors.call(() -> callback.accept(reason));
            });
        }
        lossCallbacks.clear();
    }

    private void deadlineDue() {
        synchronized (this) {
            if (isActive()) { // The timer was early, or the lock has been renewed.
                watchDeadline();
            }
        }
        callbacks.dispatch();
    }

    // ---- timers

    /** Sets a timer for the deadline, if there is somebody to be told. */
    private synchronized void watchDeadline() {
        if (lossCallbacks.isEmpty() || !isActive()) {
            return;
        }
        try {
            timers.deadlineAfter(lease.remaining(), this::deadlineDue);
        } catch (RejectedExecutionException e) {
            shutDown(e);
        }
    }

    private Duration renewalAfter(Instant sentAt) {
        return Duration.between(settings.clock.instant(), sentAt.plus(settings.renewalInterval));
    }

    private synchronized void scheduleRenewalOrLose(Duration delay) {
        try {
            timers.requestAfter(delay);
        } catch (RejectedExecutionException e) {
            shutDown(e);
        }
    }

    private synchronized void shutDown(RejectedExecutionException e) {
        callbacks.add(() -> settings.errors.report(e));
        lose(LossReason.SCHEDULER_SHUT_DOWN);
    }

    /** Returns the name, the fencing token, and how long the lock remains valid. */
    @Override
    public String toString() {
        return "HeldLock[name=" + Arguments.quoted(settings.name) + ", fencingToken=" + fencingToken() + ", remaining="
                + remaining() + "]";
    }
}
