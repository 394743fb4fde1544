// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A handle that reports calls to a call listener, for metrics, traces and logs: every call on the handle and on its
 * subscriptions, and every call to their message listeners.
 *
 * <p>It behaves like the handle that it observes. The call listener is called after a call has ended, on the thread that
 * made the call, possibly on several threads at once. An exception that it throws is passed to the uncaught exception
 * handler of that thread, and does not affect the caller.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class ObservedCoordination implements DistributedCoordination {

    private final DistributedCoordination delegate;
    private final CallReporter reporter;
    private final SharedCache cache;
    private final PubSub pubSub;
    private final LeaderElection leaderElection;
    private final ClusterMembership clusterMembership;

    private ObservedCoordination(DistributedCoordination delegate, CallReporter reporter) {
        this.delegate = delegate;
        this.reporter = reporter;
        this.cache = new ObservedSharedCache(delegate.cache(), reporter);
        this.pubSub = new ObservedPubSub(delegate.pubSub(), reporter);
        this.leaderElection = new ObservedLeaderElection(delegate.leaderElection(), reporter);
        this.clusterMembership = new ObservedClusterMembership(delegate.clusterMembership(), reporter);
    }

    /**
     * Returns a handle that forwards to another handle and reports each call to a listener, timed by {@link System#nanoTime}.
     *
     * @param delegate the handle to forward to
     * @param name the name of the handle in {@link CoordinationCall#handle}
     * @param clock the clock that {@link CoordinationCall#at} is read from
     * @param listener receives each call
     * @return the observed handle; closing it closes {@code delegate}
     * @since 0.1.0
     */
    public static ObservedCoordination of(
            DistributedCoordination delegate, String name, Clock clock, Consumer<? super CoordinationCall> listener) {
        return of(delegate, name, clock, System::nanoTime, listener);
    }

    /**
     * Returns a handle that forwards to another handle and reports each call to a listener. This overload is for backends
     * that do not use real time.
     *
     * @param delegate the handle to forward to
     * @param name the name of the handle in {@link CoordinationCall#handle}
     * @param clock the clock that {@link CoordinationCall#at} is read from
     * @param nanoTime the time by which {@link CoordinationCall#elapsed} is measured: nanoseconds since an arbitrary origin
     * @param listener receives each call
     * @return the observed handle; closing it closes {@code delegate}
     * @since 0.1.0
     */
    public static ObservedCoordination of(
            DistributedCoordination delegate,
            String name,
            Clock clock,
            LongSupplier nanoTime,
            Consumer<? super CoordinationCall> listener) {
        Arguments.notNull(delegate, "delegate");
        Arguments.notNull(name, "name");
        Arguments.notNull(clock, "clock");
        Arguments.notNull(nanoTime, "nanoTime");
        Arguments.notNull(listener, "listener");
        return new ObservedCoordination(delegate, new CallReporter(name, clock, nanoTime, listener));
    }

    /**
     * Returns the next {@linkplain CoordinationCall#sequence sequence number}, for an event that is not a call but has to be
     * ordered among calls.
     *
     * @return a number that no call has, greater than those of all calls that have begun
     * @since 0.1.0
     */
    public static long nextSequence() {
        return CallReporter.nextSequence();
    }

    /**
     * Returns the handle that is observed. Calls on it are not reported to the listener.
     *
     * @return the handle; never an {@code ObservedCoordination}, even if it is observed several times
     * @since 0.1.0
     */
    public DistributedCoordination unwrap() {
        return delegate instanceof ObservedCoordination observed ? observed.unwrap() : delegate;
    }

    /**
     * Runs an action, and reports it to the listener as if it were a call on this handle. For authors of adapters.
     *
     * @param operation the operation to report
     * @param action the action; an exception that it throws is reported and rethrown
     * @since 0.1.0
     */
    public void observe(Operation operation, Runnable action) {
        Arguments.notNull(operation, "operation");
        Arguments.notNull(action, "action");
        reporter.run(
                operation,
                delegate instanceof ObservedCoordination observed ? () -> observed.observe(operation, action) : action);
    }

    @Override
    public SharedCache cache() {
        return cache;
    }

    @Override
    public PubSub pubSub() {
        return pubSub;
    }

    @Override
    public LeaderElection leaderElection() {
        return leaderElection;
    }

    @Override
    public ClusterMembership clusterMembership() {
        return clusterMembership;
    }

    @Override
    public void close() {
        reporter.run(Operation.CLOSE, delegate::close);
    }

    /** Returns the string representation of the observed handle. */
    @Override
    public String toString() {
        return delegate.toString();
    }
}
