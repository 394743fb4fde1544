// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of the cluster at an interval, and tells a {@link MembershipListener} what has changed.
 *
 * <pre>{@code
 * MembershipWatch watch = MembershipWatch.builder(coordination, listener, scheduler).start();
 * }</pre>
 *
 * <p>Each change is told within one interval (E-42): a node that has registered or deregistered is told when the next snapshot is
 * read, and a node that has died when its TTL has passed, and then the next snapshot is read. A node that joins and leaves, or
 * leaves and joins, between two snapshots is not told. While the backend is unavailable, nothing is told, and {@link #age}
 * grows (E-44).
 *
 * <p>A watch has no thread of its own. Its timers run on the scheduler, its requests and callbacks on executors that are the
 * scheduler unless they are set. A request occupies one thread while it waits for the reply, and a callback one until it returns.
 * At most one thread of a watch is in a callback. Close the watch before you shut down the scheduler or close the coordination.
 *
 * <p>Thread-safe.
 *
 * @see Member
 * @since 0.1.0
 */
public final class MembershipWatch implements AutoCloseable {

    private final ClusterMembership cluster;
    private final MembershipListener listener;
    private final Duration interval;
    private final Clock clock;
    private final ErrorReporter errors;
    private final Callbacks callbacks;
    private final RequestLoop requests;

    /** Subscribes to the hints, if there is a channel, apart from the requests, which go on if this hangs. */
    private final @Nullable RequestLoop subscribing;

    /** Used only in {@code subscribing}. */
    private @Nullable RenewingSubscription hints;

    /** Guarded by this watch, like all that follows. The monitor is never held during a request or a callback. */
    private final MembershipChanges changes = new MembershipChanges();

    /** When the newest snapshot was asked for. */
    private @Nullable Instant readAt;

    /** Whether a callback will tell the changes, or is telling them. */
    private boolean telling;

    private boolean closed;

    MembershipWatch(MembershipWatchBuilder builder) {
        cluster = builder.coordination.clusterMembership();
        listener = builder.listener;
        interval = builder.interval;
        clock = builder.clock;
        errors = new ErrorReporter(MembershipWatch.class, builder.errorHandler, this);
        callbacks = new Callbacks(builder.callbackExecutor, errors);
        requests = new RequestLoop(
                builder.scheduler, builder.requestExecutor, interval, this::request, callbacks::dispatch, errors);
        subscribing = builder.hintChannel == null ? null : subscribing(builder, builder.hintChannel);
    }

    private RequestLoop subscribing(MembershipWatchBuilder builder, String channel) {
        RenewingSubscriptionBuilder toStart = RenewingSubscription.builder(
                        builder.coordination, List.of(Topic.channel(channel)), new Hints(), builder.scheduler)
                .clock(clock)
                .retryPeriod(interval)
                .requestExecutor(builder.requestExecutor)
                .callbackExecutor(builder.callbackExecutor)
                .errorHandler(errors::report);
        return new RequestLoop(
                builder.scheduler, builder.requestExecutor, interval, () -> subscribe(toStart), () -> {}, errors);
    }

    /**
     * Returns a builder of a watch.
     *
     * @param coordination the coordination
     * @param listener is told what changes
     * @param scheduler runs the timers, and requests and callbacks unless they have executors of their own
     * @return a builder
     * @since 0.1.0
     */
    public static MembershipWatchBuilder builder(
            DistributedCoordination coordination, MembershipListener listener, ScheduledExecutorService scheduler) {
        return new MembershipWatchBuilder(coordination, listener, scheduler);
    }

    void start() {
        boolean complete = false;
        try {
            if (subscribing != null) { // First, so that one snapshot suffices if the subscription is live at once.
                subscribing.start(Duration.ZERO);
            }
            requests.start(Duration.ZERO);
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    /**
     * Returns the members as they were read last. The listener may not yet have been told all of them.
     *
     * @return the node ids with their metadata, an immutable snapshot in no particular order; empty before the first reply
     * @since 0.1.0
     */
    public synchronized Map<String, Map<String, String>> members() {
        return changes.newest();
    }

    /**
     * Returns how long ago {@link #members} was asked for. While the backend is unavailable, this is more than the interval
     * (E-44).
     *
     * @return the age, or empty before the first reply
     * @since 0.1.0
     */
    public synchronized Optional<Duration> age() {
        return Optional.ofNullable(readAt).map(at -> Duration.between(at, clock.instant()));
    }

    /**
     * Ends the watch. Waits for the callback and the request that are running. No callback begins after this method has returned,
     * and no node is told to have left because of it. If a callback calls this method, it does not wait for itself. Closing twice
     * has no effect.
     *
     * @since 0.1.0
     */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        requests.stop();
        if (subscribing != null) {
            subscribing.stop();
        }
        try {
            callbacks.finish();
        } finally {
            requests.await();
            if (subscribing != null) {
                subscribing.run(this::closeHints);
            }
        }
    }

    private void closeHints() {
        if (hints != null) {
            hints.close();
        }
    }

    /** Reads the members, and returns when they are to be read next. */
    private Duration request() {
        Instant sentAt = clock.instant();
        Map<String, Map<String, String>> snapshot = errors.ask(cluster::members);
        if (snapshot != null) {
            see(sentAt, snapshot);
        }
        return Duration.between(clock.instant(), sentAt.plus(interval));
    }

    private @Nullable Duration subscribe(RenewingSubscriptionBuilder toStart) {
        hints = errors.ask(toStart::start); // The watch works without hints.
        if (isClosed()) { // By this thread meanwhile.
            closeHints();
        }
        requests.next(Duration.ZERO); // So that no change is between the snapshot and the hints.
        return null;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void see(Instant sentAt, Map<String, Map<String, String>> snapshot) {
        changes.see(snapshot);
        readAt = sentAt;
        if (!telling && changes.isDue()) {
            tellLater();
        }
    }

    private synchronized void tellLater() {
        telling = true;
        callbacks.add(this::tell);
    }

    /** Tells the next change of the newest snapshot, and has another callback tell those that follow. */
    private void tell() {
        MembershipChanges.Change change = next();
        if (change == null) {
            return;
        }
        callbacks.add(this::tell); // First, because the listener may throw an error.
        boolean unused = errors.call(() -> change.tell(listener));
    }

    private synchronized MembershipChanges.@Nullable Change next() {
        MembershipChanges.Change next = closed ? null : changes.next();
        telling = next != null;
        return next;
    }

    /** Returns how many members were read last. */
    @Override
    public String toString() {
        return "MembershipWatch[members=" + members().size() + "]";
    }

    /** Reads the members when they may have changed. */
    private final class Hints implements RenewingListener {

        @Override
        public void onMessage(Message message) {
            requests.next(Duration.ZERO);
        }

        @Override
        public void onGap() {
            requests.next(Duration.ZERO);
        }
    }
}
