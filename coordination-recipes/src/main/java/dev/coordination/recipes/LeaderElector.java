// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes part in an election until it is closed: campaigns, renews its terms, and tells when a term begins and when it ends.
 *
 * <pre>{@code
 * LeaderElector elector = LeaderElector.builder(coordination, "report", "node-a", scheduler)
 *         .onElected(term -> report.start(term.fencingToken()))
 *         .onLost((term, reason) -> report.stop())
 *         .start();
 * }</pre>
 *
 * <p>The callbacks come in pairs, one at a time: a term that was told by {@link OnElected} ends with exactly one
 * {@link OnLost}, whatever ends it (E-02). A term that the backend refuses to renew is lost at once (E-05). If the backend is
 * unavailable, the term remains valid until its deadline, and no longer (E-06). After a loss, the elector campaigns again
 * (E-09).
 *
 * <p>At most one elector has a valid term, provided that no clock gains or loses more than the lease duration less the renew
 * deadline within a lease duration, and that the backend keeps its data. A process may still be stopped just after it has asked
 * whether its term is valid. So pass the {@linkplain Term#fencingToken fencing token} to the systems that the leader writes to.
 *
 * <p>The elector has no thread of its own. Its timers run on the scheduler, its requests and callbacks on executors that are
 * the scheduler unless they are set. A request occupies one thread while it waits for the reply, and a callback one until it
 * returns. For timers to be on time, the scheduler must have a thread more than can be occupied at once. Many electors can
 * share a scheduler. Close the elector before you shut down the scheduler or close the coordination.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class LeaderElector implements AutoCloseable {

    private static final Logger LOGGER = System.getLogger(LeaderElector.class.getName());

    /**
     * What an elector does. In each phase, at most one kind of request is made.
     *
     * <pre>
     * CAMPAIGNING  tries to acquire a term; granted: LEADING
     * LEADING      renews the term; the term ends, for whatever reason: ENDING
     * ENDING       makes no request until onLost has returned and the tasks of the term have ended: RELEASING
     * RELEASING    releases what the backend may still hold for this elector; answered: CAMPAIGNING, or CLOSED
     * CLOSED       makes no more requests
     * </pre>
     */
    private enum Phase {
        CAMPAIGNING,
        LEADING,
        ENDING,
        RELEASING,
        CLOSED
    }

    private final LeaderElection elections;
    private final String election;
    private final String nodeId;
    private final Duration leaseDuration;
    private final Duration renewDeadline;
    private final Duration retryPeriod;
    private final Duration renewalInterval;
    private final Clock clock;
    private final ScheduledExecutorService scheduler;
    private final Executor requestExecutor;
    private final OnElected onElected;
    private final OnLost onLost;
    private final Consumer<? super Throwable> errorHandler;
    private final Callbacks callbacks;

    /** Held during a request, so that there is only one at a time, and so that {@link #close} can wait for it. */
    private final ReentrantLock requests = new ReentrantLock();

    /** Guarded by this elector, like all that follows. The monitor is never held during a request or a callback. */
    private Phase phase = Phase.CAMPAIGNING;

    private boolean closed;

    /** Whether the backend may hold a term for this elector. */
    private boolean mayHold;

    /** The term, in the phase {@code LEADING}. */
    private @Nullable Leading leading;

    /** The number of the request that is due next. A timer that was cancelled too late has an older one. */
    private long ticket;

    private @Nullable Future<?> nextRequest;
    private @Nullable Future<?> deadlineTimer;

    private LeaderElector(Builder builder) {
        elections = builder.elections;
        election = builder.election;
        nodeId = builder.nodeId + "#" + builder.incarnation;
        leaseDuration = builder.leaseDuration;
        renewDeadline = builder.renewDeadline();
        retryPeriod = builder.retryPeriod();
        renewalInterval = leaseDuration.dividedBy(3);
        clock = builder.clock;
        scheduler = builder.scheduler;
        requestExecutor = builder.requestExecutor;
        onElected = builder.onElected;
        onLost = builder.onLost;
        errorHandler = builder.errorHandler;
        callbacks = new Callbacks(builder.callbackExecutor);
    }

    /**
     * Returns a builder of an elector.
     *
     * @param coordination the coordination
     * @param election the election to take part in
     * @param nodeId the name of this node, which the elector makes unique (E-01)
     * @param scheduler runs the timers, and requests and callbacks unless they have executors of their own
     * @return a builder
     * @throws IllegalArgumentException if a name is invalid (G-01)
     * @since 0.1.0
     */
    public static Builder builder(
            DistributedCoordination coordination, String election, String nodeId, ScheduledExecutorService scheduler) {
        return new Builder(coordination, election, nodeId, scheduler);
    }

    /**
     * Returns the id under which this elector leads: the name of the node, {@code #}, and the incarnation (E-01).
     *
     * @return the node id
     * @since 0.1.0
     */
    public String nodeId() {
        return nodeId;
    }

    /**
     * Returns the term that this elector holds, if it is valid. Its {@link OnElected} may not have been called yet.
     *
     * @return the term, or empty if this elector does not lead
     * @since 0.1.0
     */
    public synchronized Optional<Term> term() {
        return Optional.ofNullable(leading).map(now -> now.term).filter(Term::isValid);
    }

    /**
     * Ends the term, if there is one, and returns whether there was. {@link OnLost} is called as for any other loss. When it has
     * returned, and the tasks of the term have ended, the election is free, and this elector does not campaign for the retry
     * period (E-13).
     *
     * @return whether a term has ended
     * @since 0.1.0
     */
    public boolean resign() {
        synchronized (this) {
            if (leading == null) {
                return false;
            }
            end(leading, LossReason.RESIGNED);
        }
        callbacks.dispatch();
        return true;
    }

    /**
     * Ends the term, if there is one, and stops to campaign. Waits for a callback that is running, calls {@link OnLost} on the
     * calling thread if it is due, waits for a request that is being made, and releases the term if its tasks have ended (E-14).
     * If they have not, the last one to end releases it.
     *
     * <p>If a callback calls this method, it does not wait for itself: {@link OnLost} is called after it has returned. Closing
     * twice has no effect.
     *
     * @since 0.1.0
     */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (leading != null) {
                end(leading, LossReason.CLOSED);
            } else if (phase == Phase.CAMPAIGNING) {
                leaveCampaign();
            }
        }
        callbacks.finish();
        request();
    }

    private void start() {
        synchronized (this) {
            ticket++;
            scheduleRequest(ticket, Duration.ZERO);
        }
    }

    // ---- requests

    private void requestDue(long due) {
        if (requestExecutor == scheduler) {
            request(due);
            return;
        }
        try {
            requestExecutor.execute(() -> request(due));
        } catch (RejectedExecutionException e) {
            report(e);
            synchronized (this) {
                if (due == ticket) {
                    requestAfter(retryPeriod);
                }
            }
            proceed();
        }
    }

    private void request(long due) {
        requests.lock();
        try {
            make(begin(due));
        } finally {
            requests.unlock();
            proceed();
        }
    }

    /** Makes the request of the present phase now. */
    private void request() {
        requests.lock();
        try {
            make(begin());
        } finally {
            requests.unlock();
            callbacks.dispatch();
        }
    }

    /** Does what has become due while this thread held a lock. */
    private void proceed() {
        boolean last;
        synchronized (this) {
            last = closed && phase == Phase.RELEASING;
        }
        if (last) {
            request();
        } else {
            callbacks.dispatch();
        }
    }

    /** Returns the phase whose request is to be made, unless another request is due instead. */
    private synchronized Phase begin(long due) {
        return due == ticket ? begin() : Phase.CLOSED;
    }

    private synchronized Phase begin() {
        if (phase == Phase.CAMPAIGNING) {
            mayHold = true; // Even if the reply is lost.
        }
        return phase;
    }

    private void make(Phase of) {
        switch (of) {
            case CAMPAIGNING -> acquire();
            case LEADING -> renew();
            case RELEASING -> release();
            case ENDING, CLOSED -> {}
        }
    }

    private void acquire() {
        Instant sentAt = clock.instant();
        Optional<Leadership> reply = null;
        try {
            reply = ask(() -> elections.tryAcquire(election, nodeId, leaseDuration));
        } finally {
            acquired(sentAt, reply);
        }
    }

    private synchronized void acquired(Instant sentAt, @Nullable Optional<Leadership> reply) {
        if (reply != null && reply.isEmpty()) {
            mayHold = false;
        }
        if (phase != Phase.CAMPAIGNING) { // Closed meanwhile.
            return;
        }
        if (reply == null || reply.isEmpty()) {
            requestAfter(retryPeriod);
            return;
        }
        Lease lease = new Lease(clock, renewDeadline, sentAt);
        if (!lease.isValid()) { // The reply came too late.
            phase = Phase.RELEASING;
            requestAfter(Duration.ZERO);
            return;
        }
        lead(sentAt, reply.get(), lease);
    }

    private synchronized void lead(Instant sentAt, Leadership held, Lease lease) {
        Term term = new Term(held.fencingToken(), lease, this::settled);
        Leading now = new Leading(held, lease, term);
        leading = now;
        phase = Phase.LEADING;
        callbacks.add(() -> call(() -> onElected.onElected(term)));
        renewLater(now, sentAt);
    }

    private void renew() {
        Leading now;
        synchronized (this) {
            now = leading;
        }
        if (now == null) { // It has ended since this request began.
            return;
        }
        Instant sentAt = clock.instant();
        Boolean reply = null;
        try {
            reply = ask(() -> elections.renew(now.held, leaseDuration));
        } finally {
            renewed(now, sentAt, reply);
        }
    }

    private synchronized void renewed(Leading now, Instant sentAt, @Nullable Boolean reply) {
        boolean refused = reply != null && !reply;
        if (refused) {
            mayHold = false;
        }
        if (leading != now) { // It has ended meanwhile, and stays so.
            return;
        }
        if (refused) {
            end(now, LossReason.REFUSED);
        } else if (reply == null) {
            requestAfter(retryPeriod);
        } else if (now.lease.extend(sentAt)) {
            renewLater(now, sentAt);
        } else { // The reply came too late.
            end(now, LossReason.EXPIRED);
        }
    }

    private void release() {
        Boolean reply = null;
        try {
            reply = mayHold() ? ask(() -> elections.release(election, nodeId)) : Boolean.FALSE;
        } finally {
            released(reply != null);
        }
    }

    private synchronized boolean mayHold() {
        return mayHold;
    }

    private synchronized void released(boolean answered) {
        if (answered) {
            mayHold = false;
        }
        if (closed) {
            phase = Phase.CLOSED; // What is not released expires.
            return;
        }
        if (answered) {
            phase = Phase.CAMPAIGNING;
        }
        requestAfter(retryPeriod);
    }

    /** Returns what the backend answers, or {@code null} if it is not known. */
    private <T> @Nullable T ask(Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            report(e);
            return null;
        }
    }

    // ---- the end of a term

    private void deadlineDue(Leading of) {
        synchronized (this) {
            if (leading != of) {
                return;
            }
            if (of.lease.isValid()) { // The timer was early.
                watchDeadline(of);
            } else {
                end(of, LossReason.EXPIRED);
            }
        }
        callbacks.dispatch();
    }

    private synchronized void end(Leading now, LossReason reason) {
        leading = null;
        phase = Phase.ENDING;
        cancelTimers();
        now.term.end();
        callbacks.add(() -> {
            try {
                call(() -> onLost.onLost(now.term, reason));
            } finally {
                now.term.lossTold();
            }
        });
    }

    /** Goes on when {@code onLost} has returned and the tasks of the term have ended. */
    private void settled() {
        synchronized (this) {
            phase = Phase.RELEASING;
            if (!closed) {
                requestAfter(Duration.ZERO);
            }
        }
        proceed();
    }

    private synchronized void leaveCampaign() {
        cancelTimers();
        phase = mayHold ? Phase.RELEASING : Phase.CLOSED;
    }

    // ---- timers

    private synchronized void renewLater(Leading now, Instant sentAt) {
        requestAfter(Duration.between(clock.instant(), sentAt.plus(renewalInterval)));
        if (leading == now) {
            watchDeadline(now);
        }
    }

    private synchronized void requestAfter(Duration delay) {
        long due = ++ticket;
        try {
            scheduleRequest(due, delay);
        } catch (RejectedExecutionException e) {
            shutDown(e);
        }
    }

    private synchronized void scheduleRequest(long due, Duration delay) {
        nextRequest = scheduler.schedule(() -> requestDue(due), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
    }

    private synchronized void watchDeadline(Leading now) {
        cancel(deadlineTimer);
        try {
            deadlineTimer = scheduler.schedule(
                    () -> deadlineDue(now), now.lease.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            shutDown(e);
        }
    }

    private synchronized void shutDown(RejectedExecutionException e) {
        closed = true;
        callbacks.add(() -> report(e));
        if (leading != null) {
            end(leading, LossReason.SCHEDULER_SHUT_DOWN);
        } else if (phase == Phase.CAMPAIGNING) {
            leaveCampaign();
        }
    }

    private synchronized void cancelTimers() {
        ticket++;
        cancel(nextRequest);
        cancel(deadlineTimer);
        nextRequest = null;
        deadlineTimer = null;
    }

    private static void cancel(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    // ---- the code of the user

    private void call(Callback callback) {
        try {
            callback.call();
        } catch (InterruptedException e) {
            report(e);
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            report(e);
        }
    }

    private void report(Throwable thrown) {
        try {
            errorHandler.accept(thrown);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "The error handler of " + this + " threw an exception", e);
        }
    }

    /** Returns the election and the node id. */
    @Override
    public String toString() {
        return "LeaderElector[election=" + Arguments.quoted(election) + ", nodeId=" + Arguments.quoted(nodeId) + "]";
    }

    private interface Callback {
        void call() throws Exception;
    }

    /** What an elector knows while it leads. */
    private static final class Leading {

        final Leadership held;
        final Lease lease;
        final Term term;

        Leading(Leadership held, Lease lease, Term term) {
            this.held = held;
            this.lease = lease;
            this.term = term;
        }
    }

    /**
     * Is told that a term has begun.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface OnElected {

        /**
         * Called when a term has begun. While this method has not returned, {@link OnLost} is not called, but the term is renewed,
         * and may end. So do long work by {@link Term#run}, which is interrupted at the end.
         *
         * @param term the term
         * @throws Exception to be passed to the error handler; the term goes on (E-10)
         * @since 0.1.0
         */
        void onElected(Term term) throws Exception;
    }

    /**
     * Is told that a term has ended.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface OnLost {

        /**
         * Called when a term has ended, once for each call of {@link OnElected}. The elector campaigns again when this method has
         * returned.
         *
         * @param term the term, which is no longer valid
         * @param reason why it has ended
         * @throws Exception to be passed to the error handler
         * @since 0.1.0
         */
        void onLost(Term term, LossReason reason) throws Exception;
    }

    /**
     * Builds a {@link LeaderElector}.
     *
     * @since 0.1.0
     */
    public static final class Builder {

        private final LeaderElection elections;
        private final String election;
        private final String nodeId;
        private final ScheduledExecutorService scheduler;
        private Executor requestExecutor;
        private Executor callbackExecutor;
        private Clock clock = MonotonicClock.UTC;
        private String incarnation = UUID.randomUUID().toString();
        private Duration leaseDuration = Duration.ofSeconds(15);
        private @Nullable Duration renewDeadline;
        private @Nullable Duration retryPeriod;
        private OnElected onElected = term -> {};
        private OnLost onLost = (term, reason) -> {};
        private Consumer<? super Throwable> errorHandler =
                thrown -> LOGGER.log(Level.WARNING, "A leader elector goes on after an exception", thrown);

        private Builder(
                DistributedCoordination coordination,
                String election,
                String nodeId,
                ScheduledExecutorService scheduler) {
            this.elections = Arguments.notNull(coordination, "coordination").leaderElection();
            this.election = Arguments.election(election);
            this.nodeId = Arguments.nodeId(nodeId);
            this.scheduler = Arguments.notNull(scheduler, "scheduler");
            this.requestExecutor = scheduler;
            this.callbackExecutor = scheduler;
        }

        /**
         * Sets what is called when a term has begun. The default does nothing.
         *
         * @param callback the callback
         * @return this builder
         * @since 0.1.0
         */
        public Builder onElected(OnElected callback) {
            onElected = Arguments.notNull(callback, "callback");
            return this;
        }

        /**
         * Sets what is called when a term has ended. The default does nothing.
         *
         * @param callback the callback
         * @return this builder
         * @since 0.1.0
         */
        public Builder onLost(OnLost callback) {
            onLost = Arguments.notNull(callback, "callback");
            return this;
        }

        /**
         * Sets the TTL of a term on the backend: how long others wait if this process dies. The default is 15 seconds. A term is
         * renewed each third of it.
         *
         * @param duration the TTL
         * @return this builder
         * @since 0.1.0
         */
        public Builder leaseDuration(Duration duration) {
            leaseDuration = Arguments.notNull(duration, "duration");
            return this;
        }

        /**
         * Sets how long a term remains valid after the last renewal that has succeeded. What the lease duration is longer is the
         * margin for clocks that run at different rates. The default is two thirds of the lease duration.
         *
         * @param duration more than a third of the lease duration, and less than all of it
         * @return this builder
         * @since 0.1.0
         */
        public Builder renewDeadline(Duration duration) {
            renewDeadline = Arguments.notNull(duration, "duration");
            return this;
        }

        /**
         * Sets how long to wait before the next attempt: of a candidate, after a failed request, and after a term. The default is
         * 2/15 of the lease duration.
         *
         * @param period less than the renew deadline
         * @return this builder
         * @since 0.1.0
         */
        public Builder retryPeriod(Duration period) {
            retryPeriod = Arguments.notNull(period, "period");
            return this;
        }

        /**
         * Sets the clock, for tests. It must never go back. The default follows {@link System#nanoTime}, which nobody can set.
         *
         * @param newClock the clock
         * @return this builder
         * @since 0.1.0
         */
        public Builder clock(Clock newClock) {
            clock = Arguments.notNull(newClock, "newClock");
            return this;
        }

        /**
         * Sets on which threads requests are made. The default is the scheduler. Set it if more requests can hang at once than the
         * scheduler has threads: otherwise the deadlines of terms are noticed late.
         *
         * @param executor the executor
         * @return this builder
         * @since 0.1.0
         */
        public Builder requestExecutor(Executor executor) {
            requestExecutor = Arguments.notNull(executor, "executor");
            return this;
        }

        /**
         * Sets on which threads callbacks are made. The default is the scheduler. Set it if callbacks take long: otherwise they
         * occupy threads of the scheduler, which renewals need. If the executor rejects a callback, it is made on the thread that
         * has submitted it.
         *
         * @param executor the executor
         * @return this builder
         * @since 0.1.0
         */
        public Builder callbackExecutor(Executor executor) {
            callbackExecutor = Arguments.notNull(executor, "executor");
            return this;
        }

        /**
         * Sets what makes the node id unique (E-01). The default is a random UUID. For tests that need the same node id each time.
         *
         * @param unique different for each elector of a node, even if the node restarts
         * @return this builder
         * @since 0.1.0
         */
        public Builder incarnation(String unique) {
            incarnation = Arguments.notNull(unique, "unique");
            return this;
        }

        /**
         * Sets what is told about exceptions of requests, a backend that is unavailable included, and of callbacks. It must not
         * block. The default logs them.
         *
         * @param handler the handler
         * @return this builder
         * @since 0.1.0
         */
        public Builder errorHandler(Consumer<? super Throwable> handler) {
            errorHandler = Arguments.notNull(handler, "handler");
            return this;
        }

        /**
         * Starts an elector, which campaigns at once.
         *
         * @return the elector, to be closed
         * @throws IllegalArgumentException if the durations are invalid, or do not fit together
         * @throws RejectedExecutionException if the scheduler is shut down
         * @since 0.1.0
         */
        public LeaderElector start() {
            check();
            LeaderElector elector = new LeaderElector(this);
            elector.start();
            return elector;
        }

        private void check() {
            long unused = Arguments.ttlMillis(leaseDuration, "leaseDuration");
            Arguments.nodeId(nodeId + "#" + incarnation);
            Duration deadline = renewDeadline();
            if (deadline.compareTo(leaseDuration.dividedBy(3)) <= 0 || deadline.compareTo(leaseDuration) >= 0) {
                throw new IllegalArgumentException("renewDeadline must be more than a third of the leaseDuration, "
                        + leaseDuration + ", and less than all of it, but was " + deadline);
            }
            Duration retry = retryPeriod();
            if (retry.isZero() || retry.isNegative() || retry.compareTo(deadline) >= 0) {
                throw new IllegalArgumentException("retryPeriod must be positive and less than the renewDeadline, "
                        + deadline + ", but was " + retry);
            }
        }

        private Duration renewDeadline() {
            return renewDeadline != null
                    ? renewDeadline
                    : leaseDuration.multipliedBy(2).dividedBy(3);
        }

        private Duration retryPeriod() {
            return retryPeriod != null
                    ? retryPeriod
                    : leaseDuration.multipliedBy(2).dividedBy(15);
        }
    }
}
