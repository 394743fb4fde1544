// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes part in an election until it is closed: campaigns, renews its terms, and reports when a term begins and when it ends.
 *
 * <pre>{@code
 * LeaderElector elector = LeaderElector.builder(coordination, "report", "node-a", scheduler)
 *         .onElected(term -> report.start(term.fencingToken()))
 *         .onLost((term, reason) -> report.stop())
 *         .start();
 * }</pre>
 *
 * <p>The callbacks come in pairs, one at a time: each {@link OnElected} is followed by exactly one {@link OnLost} of the same
 * term, whatever ends it (E-02). A term that the backend refuses to renew is lost at once (E-05). If the backend is
 * unavailable, the term remains valid until its deadline, and no longer (E-06). After a loss, the elector campaigns again
 * (E-09).
 *
 * <p>At most one elector of an election has a valid term, provided that within one lease duration, the clock of a process does
 * not fall behind the clock of the backend by more than the lease duration minus the renew deadline, and that the backend keeps
 * its data. A process may still be stopped just after it has asked whether its term is valid. So pass the
 * {@linkplain Term#fencingToken fencing token} to the systems that the leader writes to.
 *
 * <p>The elector has no thread of its own. Its timers run on the scheduler, and so do its requests and callbacks unless they
 * have executors of their own. A request occupies a thread while it waits for the reply, and a callback until it returns. For
 * timers to be on time, the scheduler must have one more thread than can be occupied at once. Many electors can share a
 * scheduler. Close the elector before you shut down the scheduler or close the coordination.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class LeaderElector implements AutoCloseable {

    private final LeaderElection elections;
    private final String election;
    private final String nodeId;
    private final ElectorTimes times;
    private final Clock clock;
    private final ErrorReporter errors;
    private final RequestThreads requestThreads;
    private final TermCallbacks callbacks;
    private final ElectorState state;

    /** Held during a request, so that there is only one at a time, and so that {@link #close} can wait for it. */
    private final ReentrantLock requests = new ReentrantLock();

    LeaderElector(LeaderElectorBuilder builder, ElectorTimes times) {
        this.elections = builder.elections;
        this.election = builder.election;
        this.nodeId = builder.uniqueNodeId();
        this.times = times;
        this.clock = builder.clock;
        this.errors = new ErrorReporter(LeaderElector.class, builder.errorHandler, toString());
        this.requestThreads = new RequestThreads(builder.scheduler, builder.requestExecutor, errors);
        this.callbacks = new TermCallbacks(builder, errors);
        LeaseTimers timers = new LeaseTimers(builder.scheduler, this::requestDue);
        this.state = new ElectorState(times, clock, callbacks, timers, this::deadlineDue, this::settled);
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
    public static LeaderElectorBuilder builder(
            DistributedCoordination coordination, String election, String nodeId, ScheduledExecutorService scheduler) {
        return new LeaderElectorBuilder(coordination, election, nodeId, scheduler);
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
    public Optional<Term> term() {
        return state.term();
    }

    /**
     * Ends the term, if there is one, and returns whether there was one. {@link OnLost} is called as for any other loss. Once
     * it has returned and the tasks of the term have ended, the term is released, and this elector waits for the retry period
     * before it campaigns again (E-13).
     *
     * @return whether a term has ended
     * @since 0.1.0
     */
    public boolean resign() {
        if (!state.resign()) {
            return false;
        }
        callbacks.dispatch();
        return true;
    }

    /**
     * Ends the term, if there is one, and stops campaigning. Waits for a running callback, calls {@link OnLost} on the calling
     * thread if it is due, waits for a request that is being made, and releases the term if its tasks have ended (E-14). If
     * they have not, the last one to end releases it.
     *
     * <p>If a callback calls this method, it does not wait for itself: {@link OnLost} is called after the callback has
     * returned. Closing twice has no effect.
     *
     * @since 0.1.0
     */
    @Override
    public void close() {
        state.close();
        try {
            callbacks.finish();
        } finally {
            requestNow();
        }
    }

    /** Returns the election and the node id. */
    @Override
    public String toString() {
        return "LeaderElector[election=" + Arguments.quoted(election) + ", nodeId=" + Arguments.quoted(nodeId) + "]";
    }

    void start() {
        state.start();
    }

    // ---- timers

    private void requestDue(long due) {
        requestThreads.make(() -> request(due), () -> retry(due));
    }

    private void retry(long due) {
        state.retry(due);
        proceed();
    }

    private void deadlineDue(Term term) {
        state.deadlineDue(term);
        callbacks.dispatch();
    }

    private void settled() {
        state.settled();
        proceed();
    }

    // ---- requests

    private void request(long due) {
        requests.lock();
        try {
            make(state.begin(due));
        } finally {
            requests.unlock();
            proceed();
        }
    }

    /** Makes the request of the present phase now. */
    private void requestNow() {
        requests.lock();
        try {
            make(state.begin());
        } finally {
            requests.unlock();
            callbacks.dispatch();
        }
    }

    /** Does what has become due while this thread held a lock. */
    private void proceed() {
        if (state.isLastRequestDue()) {
            requestNow();
        } else {
            callbacks.dispatch();
        }
    }

    private void make(ElectorPhase of) {
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
            reply = errors.ask(() -> elections.tryAcquire(election, nodeId, times.leaseDuration()));
        } finally {
            state.acquired(sentAt, reply);
        }
    }

    private void renew() {
        Term term = state.leading();
        if (term == null) { // It has ended since this request began.
            return;
        }
        Instant sentAt = clock.instant();
        Boolean reply = null;
        try {
            reply = errors.ask(() -> elections.renew(term.leadership(), times.leaseDuration()));
        } finally {
            state.renewed(term, sentAt, reply);
        }
    }

    private void release() {
        Boolean reply = null;
        try {
            reply = state.mayHold() ? errors.ask(() -> elections.release(election, nodeId)) : Boolean.FALSE;
        } finally {
            state.released(reply != null);
        }
    }
}
