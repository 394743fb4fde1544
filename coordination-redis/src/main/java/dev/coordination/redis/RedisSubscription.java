// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Message;
import dev.coordination.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/** A subscription on a link, which it may share with others. */
final class RedisSubscription implements Subscription, SubscriberLink.Receiver {

    private final String name;
    private final NamespacedTopics topics;
    private final SubscriberLink link;
    private final MessageBuffer buffer;
    private final boolean hasListener;
    private final Consumer<RedisSubscription> onClosed;
    private final Acknowledgements acknowledgements;

    /** Why the server has refused to subscribe to some of the topics, or null if it has not. */
    private final AtomicReference<@Nullable JedisDataException> refusal = new AtomicReference<>();

    /** Held while this subscription is being closed, so that a second call to {@link #close} waits for the first. */
    private final ReentrantLock closing = new ReentrantLock();

    /** When closing began. Guarded by {@link #closing}. */
    private long closingSince;

    /** Whether this has begun to unsubscribe. Guarded by {@link #closing}. */
    private boolean unsubscribed;

    /** Creates a subscription that the server does not know yet. */
    RedisSubscription(
            String name,
            NamespacedTopics topics,
            SubscriberLink link,
            MessageBuffer buffer,
            boolean hasListener,
            Consumer<RedisSubscription> onClosed) {
        this.name = name;
        this.topics = topics;
        this.link = link;
        this.buffer = buffer;
        this.hasListener = hasListener;
        this.onClosed = onClosed;
        this.acknowledgements = new Acknowledgements(link::lastArrival);
    }

    SubscriberLink link() {
        return link;
    }

    MessageBuffer buffer() {
        return buffer;
    }

    /**
     * Subscribes, and waits until the server has answered for every topic (S-01).
     *
     * @return whether it has answered; if not, {@link #failure} tells why
     */
    boolean subscribe() {
        long asked = 0;
        for (List<TopicName> part : topics.parts()) {
            asked = acknowledgements.ask();
            link.subscribe(part, error -> {
                if (error != null) {
                    refusal.compareAndSet(null, error);
                }
                acknowledgements.arrived();
            });
        }
        return awaitAnswers(asked) && link.lostBecause() == null;
    }

    /** Returns why the server has refused to subscribe to some of the topics, or null if it has not. */
    @Nullable
    JedisDataException refusal() {
        return refusal.get();
    }

    /** Returns why the server has not answered. */
    Throwable failure() {
        Throwable cause = link.lostBecause();
        return cause == null ? silence() : cause;
    }

    @Override
    public Optional<Message> poll() {
        checkNoListener();
        Optional<Message> message = buffer.poll();
        if (message.isPresent()) {
            return message;
        }
        long barrier = sendBarrier();
        Uninterruptibly.run(() -> awaitBarrier(barrier));
        return buffer.poll();
    }

    @Override
    public Optional<Message> next(Duration timeout) throws InterruptedException {
        Arguments.notNull(timeout, "timeout");
        checkNoListener();
        if (timeout.isZero() || timeout.isNegative()) {
            return poll();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Optional<Message> message = buffer.poll();
        if (message.isPresent()) {
            return message;
        }
        // Sent before the wait, so that its answer usually arrives before the timeout. Messages
        // published before the barrier arrive before its answer.
        long barrier = sendBarrier();
        message = buffer.next(TimeUnit.NANOSECONDS.convert(timeout));
        if (message.isPresent()) {
            return message;
        }
        awaitBarrier(barrier);
        return buffer.poll();
    }

    @Override
    public int pending() {
        buffer.size();
        long barrier = sendBarrier();
        Uninterruptibly.run(() -> awaitBarrier(barrier));
        return buffer.size();
    }

    private void checkNoListener() {
        if (hasListener) {
            throw new IllegalStateException(
                    name + " has a listener that receives its messages: to poll, subscribe without a listener");
        }
    }

    /** Sends a barrier and returns the number to wait for, or 0 if the subscription has ended. */
    private long sendBarrier() {
        if (buffer.hasEnded()) {
            return 0;
        }
        long number = acknowledgements.ask();
        link.barrier(acknowledgements::arrived);
        return number;
    }

    private void awaitBarrier(long barrier) throws InterruptedException {
        if (!acknowledgements.await(barrier, timeoutNanos())) {
            lost(silence());
            startUnsubscribing(); // the link may be alive, and others go on using it
        }
    }

    private boolean awaitAnswers(long number) {
        return Uninterruptibly.get(() -> acknowledgements.await(number, timeoutNanos()));
    }

    private long timeoutNanos() {
        return link.timeout().toNanos();
    }

    private IllegalStateException silence() {
        return new IllegalStateException("the server did not answer for " + link.timeout());
    }

    @Override
    public void message(Message message) {
        buffer.offer(message);
    }

    @Override
    public void lost(Throwable cause) {
        String text = cause.getMessage();
        String message = name + " has lost its connection (S-12): "
                + (text == null ? cause.getClass().getSimpleName() : Redaction.redact(text))
                + ". Close the subscription and subscribe again.";
        buffer.end(() -> new CoordinationUnavailableException(message, cause));
        if (link.lostBecause() != null) {
            acknowledgements.end();
        }
    }

    @Override
    public void close() {
        startClosing();
        closing.lock();
        try {
            Uninterruptibly.run(() -> acknowledgements.awaitEnd(closingSince, timeoutNanos()));
        } finally {
            closing.unlock();
        }
        onClosed.accept(this);
    }

    /** Closes this without waiting for the server. */
    void abandon() {
        startClosing();
        onClosed.accept(this);
    }

    /** Begins to close without waiting for the server; {@link #close} completes it. */
    void startClosing() {
        closing.lock();
        try {
            if (buffer.close()) {
                closingSince = System.nanoTime();
                acknowledgements.release();
            }
            startUnsubscribing();
        } finally {
            closing.unlock();
        }
    }

    /** Unsubscribes from the topics that the server has, once, without waiting for its answers. */
    private void startUnsubscribing() {
        closing.lock();
        try {
            if (!unsubscribed) {
                unsubscribed = true;
                unsubscribe(subscribedParts());
            }
        } finally {
            closing.unlock();
        }
    }

    private void unsubscribe(List<List<TopicName>> parts) {
        if (parts.isEmpty() || link.lostBecause() != null) {
            acknowledgements.end();
            return;
        }
        AtomicInteger unanswered = new AtomicInteger(parts.size());
        for (List<TopicName> part : parts) {
            link.unsubscribe(part, () -> {
                if (unanswered.decrementAndGet() == 0) {
                    acknowledgements.end();
                }
            });
        }
    }

    /** Returns the parts of the topics that the server has not refused. */
    private List<List<TopicName>> subscribedParts() {
        return topics.parts().stream()
                .filter(part -> part.stream().allMatch(topic -> link.routes().receiver(topic) == this))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
