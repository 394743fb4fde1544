// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * A subscription that is made again when it is lost, and that always tells its listener where messages may be missing.
 *
 * <pre>{@code
 * RenewingSubscription subscription = RenewingSubscription.builder(
 *                 coordination, List.of(Topic.channel("invalidated")), nearCache, scheduler)
 *         .start();
 * }</pre>
 *
 * <p>A subscription of the port ends when its connection is lost (S-12) or when its listener falls behind (S-08). This one then
 * calls {@link RenewingListener#onLost}, subscribes again until it succeeds, and calls {@link RenewingListener#onGap} before the
 * first message after the gap (E-54, E-55).
 *
 * <p>Messages are delivered on the threads of the adapter, so that a slow listener overflows the buffer of its subscription as
 * usual, and is told. The other callbacks are made there, too, or on an executor that is the scheduler unless it is set. Close the
 * subscription before you shut down the scheduler or close the coordination: closing a coordination ends its subscriptions without
 * telling anybody.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class RenewingSubscription implements AutoCloseable {

    private final PubSub pubSub;
    private final Set<Topic> topics;
    private final RenewingListener listener;
    private final Duration retryPeriod;
    private final Clock clock;
    private final ErrorReporter errors;
    private final Callbacks callbacks;
    private final RequestLoop requests;

    /** Whether the listener has been told a loss, and no gap since. Used only in callbacks. */
    private boolean lossTold;

    /** What is live, or is being made live. Guarded by this subscription, like all that follows. */
    private @Nullable Attempt current;

    private boolean closed;

    RenewingSubscription(RenewingSubscriptionBuilder builder) {
        pubSub = builder.coordination.pubSub();
        topics = builder.topics;
        listener = builder.listener;
        retryPeriod = builder.retryPeriod;
        clock = builder.clock;
        errors = new ErrorReporter(RenewingSubscription.class, builder.errorHandler, this);
        callbacks = new Callbacks(builder.callbackExecutor, errors);
        requests = new RequestLoop(
                builder.scheduler, builder.requestExecutor, retryPeriod, this::renew, callbacks::submit, errors);
    }

    /**
     * Returns a builder of a subscription.
     *
     * @param coordination the coordination
     * @param topics the topics, at least one
     * @param listener receives the messages, and is told of gaps
     * @param scheduler runs the timers, and requests and callbacks unless they have executors of their own
     * @return a builder
     * @throws IllegalArgumentException if there is no topic (S-01)
     * @since 0.1.0
     */
    public static RenewingSubscriptionBuilder builder(
            DistributedCoordination coordination,
            Collection<Topic> topics,
            RenewingListener listener,
            ScheduledExecutorService scheduler) {
        return new RenewingSubscriptionBuilder(coordination, topics, listener, scheduler);
    }

    /** Makes the first attempt on the calling thread. */
    void start() {
        try {
            requests.run(this::subscribe);
        } catch (CoordinationUnavailableException e) {
            callbacks.add(() -> tellLost(e)); // First, because the thread may pause until the subscription is renewed.
            requests.start(retryPeriod);
            submitFirstCallback();
        }
    }

    /** Closes this subscription if the callback throws an error, because the caller does not get it then. */
    private void submitFirstCallback() {
        boolean complete = false;
        try {
            callbacks.submit();
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    /**
     * Returns whether the subscription is live, as far as this process knows: it has been made, no loss of it has been noticed,
     * and this object is not closed. A loss is noticed in bounded time (S-12).
     *
     * @return whether the subscription is live
     * @since 0.1.0
     */
    public synchronized boolean isLive() {
        return current != null && current.subscription != null;
    }

    /**
     * Ends the subscription for good, also while it is being renewed. Waits for the callback and the request that are running. No
     * callback begins, and no request is made, after this method has returned. If a callback calls this method, it does not wait
     * for itself. Closing twice has no effect.
     *
     * @since 0.1.0
     */
    @Override
    public void close() {
        Attempt last;
        synchronized (this) {
            last = current;
            current = null;
            closed = true;
        }
        requests.stop();
        try {
            callbacks.finish();
        } finally {
            requests.run(() -> close(last));
        }
    }

    /** Subscribes again, and returns when the next attempt is due, or {@code null} if none is. */
    private @Nullable Duration renew() {
        Attempt made = errors.ask(this::subscribe);
        if (made == null) {
            return retryPeriod;
        }
        callbacks.add(() -> tellGap(made)); // Before its messages, which wait for the end of this request.
        return null;
    }

    private Attempt subscribe() {
        Attempt attempt = new Attempt(clock.instant());
        synchronized (this) {
            current = closed ? null : attempt;
        }
        Subscription made = null;
        try {
            made = pubSub.subscribe(topics, attempt);
        } finally {
            made(attempt, made);
        }
        if (!isCurrent(attempt)) { // Closed meanwhile.
            close(attempt);
        }
        return attempt;
    }

    private synchronized void made(Attempt attempt, @Nullable Subscription subscription) {
        attempt.subscription = subscription;
        if (subscription == null) {
            boolean unused = end(attempt);
        }
    }

    private void close(@Nullable Attempt attempt) {
        Subscription made = attempt == null ? null : subscription(attempt);
        if (made != null) {
            boolean unused = errors.call(made::close);
        }
    }

    private synchronized @Nullable Subscription subscription(Attempt of) {
        return of.subscription;
    }

    private synchronized boolean isCurrent(Attempt attempt) {
        return current == attempt;
    }

    /** Returns whether an attempt was the current one, which there no longer is. */
    private synchronized boolean end(Attempt attempt) {
        if (current != attempt) {
            return false;
        }
        current = null;
        return true;
    }

    // ---- callbacks

    private void tell(Attempt of, Message message) {
        if (isCurrent(of)) {
            boolean unused = errors.call(() -> listener.onMessage(message));
        }
    }

    private void tellLost(CoordinationException cause) {
        if (!lossTold && !isClosed()) {
            lossTold = true;
            boolean unused = errors.call(() -> listener.onLost(cause));
        }
    }

    private void tellGap(Attempt made) {
        if (!isCurrent(made)) {
            return;
        }
        boolean told = false;
        try {
            told = errors.call(listener::onGap);
        } finally {
            if (told) {
                lossTold = false;
            } else if (end(made)) {
                close(made);
                requests.next(retryPeriod);
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Returns the topics. */
    @Override
    public String toString() {
        return "RenewingSubscription[" + Arguments.quoted(topics) + "]";
    }

    /** One subscription of the port, and its listener. */
    private final class Attempt implements MessageListener {

        private final Instant sentAt;

        /** Guarded by the renewing subscription. */
        @Nullable
        Subscription subscription;

        Attempt(Instant sentAt) {
            this.sentAt = sentAt;
        }

        @Override
        public void onMessage(Message message) {
            if (isCurrent(this)) {
                requests.await(); // Until all topics are live, and onGap is due.
                callbacks.add(() -> tell(this, message));
                callbacks.finish();
            }
        }

        @Override
        public void onEnd(CoordinationException cause) {
            requests.await();
            if (end(this)) {
                close(this); // It has ended, but the adapter keeps it until it is closed.
                callbacks.add(() -> tellLost(cause));
                requests.next(Duration.between(clock.instant(), sentAt.plus(retryPeriod)));
                callbacks.finish();
            }
        }
    }
}
