// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Leadership;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an elector knows, and what follows from it. It is told what has happened, and decides which request is due and which
 * callbacks are to be made, but makes neither. So its monitor is never held during a request or a callback.
 *
 * <p>Thread-safe.
 */
final class ElectorState {

    private final ElectorTimes times;
    private final Clock clock;
    private final TermCallbacks callbacks;
    private final LeaseTimers timers;
    private final Consumer<Term> whenDeadlineDue;
    private final Runnable whenSettled;

    /** Guarded by this state, like the timers and all that follows. */
    private ElectorPhase phase = ElectorPhase.CAMPAIGNING;

    private boolean closed;

    /** Whether the backend may hold a term for this elector. */
    private boolean mayHold;

    /** The term, in the phase {@code LEADING}. */
    private @Nullable Term leading;

    /**
     * Creates the state of an elector that has not started.
     *
     * @param whenDeadlineDue is passed the term whose deadline has come
     * @param whenSettled is run when {@code onLost} of a term has returned and its tasks have ended
     */
    ElectorState(
            ElectorTimes times,
            Clock clock,
            TermCallbacks callbacks,
            LeaseTimers timers,
            Consumer<Term> whenDeadlineDue,
            Runnable whenSettled) {
        this.times = times;
        this.clock = clock;
        this.callbacks = callbacks;
        this.timers = timers;
        this.whenDeadlineDue = whenDeadlineDue;
        this.whenSettled = whenSettled;
    }

    // ---- what the user does

    synchronized void start() {
        timers.requestAfter(Duration.ZERO);
    }

    /** Returns whether a term has ended. */
    synchronized boolean resign() {
        if (leading == null) {
            return false;
        }
        end(leading, LossReason.RESIGNED);
        return true;
    }

    synchronized void close() {
        stop(LossReason.CLOSED);
    }

    synchronized Optional<Term> term() {
        return Optional.ofNullable(leading).filter(Term::isValid);
    }

    // ---- requests

    /** Returns the phase whose request is to be made, unless another request is due instead. */
    synchronized ElectorPhase begin(long due) {
        return timers.isDue(due) ? begin() : ElectorPhase.CLOSED;
    }

    /** Returns the phase whose request is to be made now. */
    synchronized ElectorPhase begin() {
        if (phase == ElectorPhase.CAMPAIGNING) {
            mayHold = true; // Even if the reply is lost.
        }
        return phase;
    }

    /** Puts off a request that cannot be made. */
    synchronized void retry(long due) {
        if (timers.isDue(due)) {
            requestAfter(times.retryPeriod());
        }
    }

    /** Returns the term to be renewed, or {@code null} if it has ended meanwhile. */
    synchronized @Nullable Term leading() {
        return leading;
    }

    synchronized boolean mayHold() {
        return mayHold;
    }

    /** Returns whether the last request of the elector is due. */
    synchronized boolean isLastRequestDue() {
        return closed && phase == ElectorPhase.RELEASING;
    }

    // ---- replies, which are null if they are not known

    synchronized void acquired(Instant sentAt, @Nullable Optional<Leadership> reply) {
        if (reply != null && reply.isEmpty()) {
            mayHold = false;
        }
        if (phase != ElectorPhase.CAMPAIGNING) { // Closed meanwhile.
            return;
        }
        if (reply == null || reply.isEmpty()) {
            requestAfter(times.retryPeriod());
            return;
        }
        Lease lease = new Lease(clock, times.renewDeadline(), sentAt);
        if (!lease.isValid()) { // The reply came too late.
            phase = ElectorPhase.RELEASING;
            requestAfter(Duration.ZERO);
            return;
        }
        Term term = new Term(reply.get(), lease, whenSettled);
        leading = term;
        phase = ElectorPhase.LEADING;
        callbacks.addElected(term);
        renewLater(term, sentAt);
    }

    synchronized void renewed(Term term, Instant sentAt, @Nullable Boolean reply) {
        boolean refused = reply != null && !reply;
        if (refused) {
            mayHold = false;
        }
        if (leading != term) { // It has ended meanwhile, and stays so.
            return;
        }
        if (refused) {
            end(term, LossReason.REFUSED);
        } else if (reply == null) {
            requestAfter(times.retryPeriod());
        } else if (term.extend(sentAt)) {
            renewLater(term, sentAt);
        } else { // The reply came too late.
            end(term, LossReason.EXPIRED);
        }
    }

    synchronized void released(boolean answered) {
        if (answered) {
            mayHold = false;
        }
        if (closed) {
            phase = ElectorPhase.CLOSED; // What is not released expires.
            return;
        }
        if (answered) {
            phase = ElectorPhase.CAMPAIGNING;
        }
        requestAfter(times.retryPeriod());
    }

    // ---- the end of a term

    synchronized void deadlineDue(Term of) {
        if (leading != of) {
            return;
        }
        if (of.isValid()) { // The timer was early.
            watchDeadline(of);
        } else {
            end(of, LossReason.EXPIRED);
        }
    }

    /** Goes on when {@code onLost} has returned and the tasks of the term have ended. */
    synchronized void settled() {
        phase = ElectorPhase.RELEASING;
        if (!closed) {
            requestAfter(Duration.ZERO);
        }
    }

    private synchronized void end(Term term, LossReason because) {
        // A term that has already expired cannot end again.
        LossReason reason = because == LossReason.REFUSED || term.isValid() ? because : LossReason.EXPIRED;
        leading = null;
        phase = ElectorPhase.ENDING;
        timers.cancel();
        term.end();
        callbacks.addLost(term, reason);
    }

    private synchronized void stop(LossReason reason) {
        closed = true;
        if (leading != null) {
            end(leading, reason);
        } else if (phase == ElectorPhase.CAMPAIGNING) {
            timers.cancel();
            phase = mayHold ? ElectorPhase.RELEASING : ElectorPhase.CLOSED;
        }
    }

    // ---- timers

    private synchronized void renewLater(Term term, Instant sentAt) {
        requestAfter(Duration.between(clock.instant(), sentAt.plus(times.renewalInterval())));
        if (leading == term) {
            watchDeadline(term);
        }
    }

    private synchronized void requestAfter(Duration delay) {
        try {
            timers.requestAfter(delay);
        } catch (RejectedExecutionException e) {
            shutDown(e);
        }
    }

    private synchronized void watchDeadline(Term term) {
        try {
            timers.deadlineAfter(term.remaining(), () -> whenDeadlineDue.accept(term));
        } catch (RejectedExecutionException e) {
            shutDown(e);
        }
    }

    private synchronized void shutDown(RejectedExecutionException e) {
        callbacks.addReport(e);
        stop(LossReason.SCHEDULER_SHUT_DOWN);
    }
}
