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

    private final SubscriberLink link;
    private final Inbox inbox;
    private final boolean hasListener;
    private final long answerNanos;
    private final Consumer<RedisSubscription> onClosed;
    /** Held while this is closed, so that whoever closes it a second time waits as well. */
    private final ReentrantLock closing = new ReentrantLock();
    /** What {@link #checkAlive} last asked for, and when; that method's thread alone uses them. */
    private long probe;

    private long probedAt;

    RedisSubscription(
            SubscriberLink link,
            Inbox inbox,
            boolean hasListener,
            Duration answerTimeout,
            Consumer<RedisSubscription> onClosed) {
        this.link = link;
        this.inbox = inbox;
        this.hasListener = hasListener;
        this.answerNanos = answerTimeout.toNanos();
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
        Arguments.notNull("timeout", timeout);
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
        message = inbox.take(saturatedNanos(timeout));
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

    /** Returns the number of the barrier; a subscription that has ended needs none. */
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
        if (!inbox.awaitAnswers(barrier, answerNanos)) {
            lose(new IllegalStateException("the server did not answer for " + Duration.ofNanos(answerNanos)));
        }
    }

    /**
     * Notices a connection that died without a word (S-12): called in intervals, it ends the subscription if nothing at all
     * was heard since the call before.
     */
    void checkAlive() {
        if (inbox.isOver()) {
            return;
        }
        if (probe > 0 && !inbox.answered(probe, probedAt)) {
            lose(new IllegalStateException("the server did not answer for a whole liveness interval"));
            return;
        }
        probedAt = System.nanoTime();
        probe = sendBarrier();
    }

    /** Reads until the connection ends; the reader thread's task. */
    void readAll() {
        try {
            while (true) {
                link.read(this);
            }
        } catch (Throwable e) {
            lose(e);
        } finally {
            inbox.silence();
        }
    }

    @Override
    public void message(Message message) {
        inbox.offer(message);
    }

    @Override
    public void acknowledged() {
        inbox.answer();
    }

    @Override
    public void unsubscribed() {
        inbox.end(() -> new CoordinationUnavailableException("the server ended the subscription (S-12)"));
        inbox.silence();
    }

    private void lose(Throwable cause) {
        String text = cause.getMessage();
        inbox.end(() -> new CoordinationUnavailableException(
                "the connection of the subscription was lost, messages may have been missed (S-12): subscribe again; "
                        + (text == null ? cause.getClass().getSimpleName() : Shown.safe(text)),
                cause));
        link.cut();
    }

    @Override
    public void close() {
        startClosing();
        closing.lock();
        try {
            Uninterruptibly.run(() -> inbox.awaitSilence(answerNanos));
            link.cut();
        } finally {
            closing.unlock();
        }
        onClosed.accept(this);
    }

    /** Begins to close without waiting for the server; {@link #close} goes on from here. */
    void startClosing() {
        if (!inbox.close()) {
            return;
        }
        try {
            link.unsubscribe();
        } catch (RuntimeException e) {
            link.cut();
        }
    }

    private void checkNoListener() {
        if (hasListener) {
            throw new IllegalStateException("this subscription has a listener, which gets its messages:"
                    + " subscribe without one to take them with poll or next");
        }
    }

    /** Returns a duration in nanoseconds; what is too long for that is as good as for ever. */
    private static long saturatedNanos(Duration duration) {
        return TimeUnit.NANOSECONDS.convert(duration);
    }
}
