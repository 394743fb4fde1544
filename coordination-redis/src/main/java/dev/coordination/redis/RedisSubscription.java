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

/** A subscription on a connection of its own, which one thread reads all the time. */
final class RedisSubscription implements Subscription, SubscriberLink.Receiver {

    private final String name;
    private final SubscriberLink link;
    private final Inbox inbox;
    private final boolean hasListener;
    private final long quietNanos;
    private final Consumer<RedisSubscription> onClosed;
    private final Answers answers = new Answers();

    /** Held while this is closed, so that whoever closes it a second time waits as well. */
    private final ReentrantLock closing = new ReentrantLock();

    /** When this began to close. Guarded by {@link #closing}. */
    private long closingSince;

    /** What {@link #checkAlive} last asked for, and when. Used by the thread that checks alone. */
    private long probe;

    private long probedAt;

    /**
     * Creates one whose link is not subscribed yet.
     *
     * @param quiet after how long without a word a server that was asked something is taken for dead
     */
    RedisSubscription(
            String name,
            SubscriberLink link,
            Inbox inbox,
            boolean hasListener,
            Duration quiet,
            Consumer<RedisSubscription> onClosed) {
        this.name = name;
        this.link = link;
        this.inbox = inbox;
        this.hasListener = hasListener;
        this.quietNanos = quiet.toNanos();
        this.onClosed = onClosed;
    }

    @Override
    public Optional<Message> poll() {
        checkNoListener();
        Optional<Message> message = inbox.take();
        if (message.isPresent()) {
            return message;
        }
        long barrier = sendBarrier();
        Uninterruptibly.run(() -> awaitBarrier(barrier));
        return inbox.take();
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
        Optional<Message> message = inbox.take();
        if (message.isPresent()) {
            return message;
        }
        // Sent before the wait, so that its answer is there long before the timeout: nothing published before is
        // missed.
        long barrier = sendBarrier();
        message = inbox.take(TimeUnit.NANOSECONDS.convert(timeout));
        if (message.isPresent()) {
            return message;
        }
        awaitBarrier(barrier);
        return inbox.take();
    }

    @Override
    public int pending() {
        inbox.size();
        long barrier = sendBarrier();
        Uninterruptibly.run(() -> awaitBarrier(barrier));
        return inbox.size();
    }

    private void checkNoListener() {
        if (hasListener) {
            throw new IllegalStateException(
                    name + " has a listener that receives its messages: subscribe without a listener to poll");
        }
    }

    /** Returns the number of the barrier; a subscription that is over needs none. */
    private long sendBarrier() {
        if (inbox.isOver()) {
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
        if (!answers.await(barrier, quietNanos)) {
            lose(new IllegalStateException("the server did not answer for " + Duration.ofNanos(quietNanos)));
        }
    }

    /**
     * Notices a connection that died without a word (S-12): called in intervals, it ends the subscription if not a word came
     * since the call before.
     */
    void checkAlive() {
        if (inbox.isOver()) {
            return;
        }
        if (probe > 0 && !answers.isAlive(probe, probedAt)) {
            lose(new IllegalStateException("the server did not answer for a whole liveness interval"));
            return;
        }
        probedAt = System.nanoTime();
        probe = sendBarrier();
    }

    /** Reads until the connection ends: what the reader's thread does. */
    void readAll() {
        try {
            while (true) {
                link.read(this);
            }
        } catch (Throwable e) {
            lose(e);
        } finally {
            answers.end();
        }
    }

    @Override
    public void message(Message message) {
        answers.heard(false);
        inbox.offer(message);
    }

    @Override
    public void acknowledged() {
        answers.heard(true);
    }

    @Override
    public void unsubscribed() {
        inbox.end(() -> new CoordinationUnavailableException(name + " was ended by the server (S-12)"));
        answers.end();
    }

    private void lose(Throwable cause) {
        String text = cause.getMessage();
        String message = name + " has lost its connection (S-12): close it and subscribe again; "
                + (text == null ? cause.getClass().getSimpleName() : Shown.safe(text));
        inbox.end(() -> new CoordinationUnavailableException(message, cause));
        link.cut();
    }

    @Override
    public void close() {
        startClosing();
        closing.lock();
        try {
            Uninterruptibly.run(() -> answers.awaitEnd(closingSince, quietNanos));
            link.cut();
        } finally {
            closing.unlock();
        }
        onClosed.accept(this);
    }

    /** Begins to close without waiting for the server; {@link #close} goes on from here. */
    void startClosing() {
        closing.lock();
        try {
            if (inbox.close()) {
                closingSince = System.nanoTime();
                answers.release();
                link.unsubscribe();
            }
        } catch (RuntimeException e) {
            link.cut(); // which ends the reader, and so the wait for it
        } finally {
            closing.unlock();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
