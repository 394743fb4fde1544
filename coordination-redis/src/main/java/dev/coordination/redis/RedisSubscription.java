// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Message;
import dev.coordination.Subscription;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A subscription with its own connection, from which one thread reads continuously. */
final class RedisSubscription implements Subscription, SubscriberLink.Receiver {

    private final String name;
    private final SubscriberLink link;
    private final MessageBuffer buffer;
    private final boolean hasListener;
    private final long timeoutNanos;
    private final Consumer<RedisSubscription> onClosed;
    private final Acknowledgements acknowledgements = new Acknowledgements();

    /** Held while this subscription is being closed, so that a second call to {@link #close} waits for the first. */
    private final ReentrantLock closing = new ReentrantLock();

    /** When closing began. Guarded by {@link #closing}. */
    private long closingSince;

    /** The number of the barrier that {@link #checkAlive} sent last, or 0. Used only by the thread that checks. */
    private long probe;

    /** When the probe was sent. */
    private long probedAt;

    /**
     * Creates a subscription whose link has not subscribed yet.
     *
     * @param timeout how long a server that owes an answer may send nothing before it is considered dead
     */
    RedisSubscription(
            String name,
            SubscriberLink link,
            MessageBuffer buffer,
            boolean hasListener,
            Duration timeout,
            Consumer<RedisSubscription> onClosed) {
        this.name = name;
        this.link = link;
        this.buffer = buffer;
        this.hasListener = hasListener;
        this.timeoutNanos = timeout.toNanos();
        this.onClosed = onClosed;
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

    /** Sends a barrier and returns its number, or 0 if the subscription has ended. */
    private long sendBarrier() {
        if (buffer.hasEnded()) {
            return 0;
        }
        try {
            return link.barrier();
        } catch (RuntimeException e) {
            lose(e);
            return 0;
        }
    }

    private void awaitBarrier(long barrier) throws InterruptedException {
        if (!acknowledgements.await(barrier, timeoutNanos)) {
            lose(new IllegalStateException("the server did not answer for " + Duration.ofNanos(timeoutNanos)));
        }
    }

    /**
     * Detects a dead connection (S-12). Called at regular intervals; ends the subscription if nothing has arrived since the
     * previous call.
     */
    void checkAlive() {
        if (buffer.hasEnded()) {
            return;
        }
        if (probe > 0 && !acknowledgements.isAlive(probe, probedAt)) {
            lose(new IllegalStateException("the server did not answer for a whole liveness interval"));
            return;
        }
        probedAt = System.nanoTime();
        probe = sendBarrier();
    }

    /** Reads until the connection ends; run by the reader thread. */
    void readAll() {
        try {
            while (true) {
                link.read(this);
            }
        } catch (Throwable e) {
            lose(e);
        } finally {
            acknowledgements.end();
        }
    }

    @Override
    public void message(Message message) {
        acknowledgements.arrived(false);
        buffer.offer(message);
    }

    @Override
    public void acknowledged() {
        acknowledgements.arrived(true);
    }

    @Override
    public void unsubscribed() {
        buffer.end(() -> new CoordinationUnavailableException(name + " was ended by the server (S-12)"));
        acknowledgements.end();
    }

    private void lose(Throwable cause) {
        String text = cause.getMessage();
        String message = name + " has lost its connection (S-12): "
                + (text == null ? cause.getClass().getSimpleName() : Redaction.redact(text))
                + ". Close the subscription and subscribe again.";
        buffer.end(() -> new CoordinationUnavailableException(message, cause));
        link.cut();
    }

    @Override
    public void close() {
        startClosing();
        closing.lock();
        try {
            Uninterruptibly.run(() -> acknowledgements.awaitEnd(closingSince, timeoutNanos));
            link.cut();
        } finally {
            closing.unlock();
        }
        onClosed.accept(this);
    }

    /** Begins to close without waiting for the server; {@link #close} completes it. */
    void startClosing() {
        closing.lock();
        try {
            if (buffer.close()) {
                closingSince = System.nanoTime();
                acknowledgements.release();
                link.unsubscribe();
            }
        } catch (RuntimeException e) {
            link.cut(); // ends the reader, and so the wait for it
        } finally {
            closing.unlock();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
