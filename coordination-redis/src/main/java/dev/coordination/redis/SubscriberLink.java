// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.Pool;

/**
 * A connection that several subscriptions share. One thread reads from it and passes each message to the subscription that it
 * belongs to; any thread may write.
 *
 * <p>When reading or writing fails, or the server is found dead, the link is lost, and all its subscriptions are lost with it
 * (S-12).
 */
final class SubscriberLink {

    /** A subscription on a link. */
    interface Receiver {
        void message(Message message);

        /** Called when the link is lost. */
        void lost(Throwable cause);
    }

    private final OwnChannel ownChannel;
    private final Consumer<SubscriberLink> onLost;
    private final LinkRoutes routes = new LinkRoutes();
    private final PendingCommands commands = new PendingCommands();
    private final LinkHealth health = new LinkHealth(commands);
    private final ReplyDispatcher dispatcher;
    private final WriteWatch watch = new WriteWatch();
    /** Held while a command is written, so that commands are written in the order in which they are added. */
    private final ReentrantLock writing = new ReentrantLock();
    /** Zero once this link is open or cannot be opened. */
    private final CountDownLatch opening = new CountDownLatch(1);
    /** Why this link is lost, or null if it is not. */
    private final AtomicReference<@Nullable Throwable> lost = new AtomicReference<>();
    /** Null until this link is open. */
    private volatile @Nullable LinkConnection connection;

    /**
     * Creates a link that is not open.
     *
     * @param ownChannel the own channel of the handle, as this link uses it
     * @param onLost called before the subscriptions are
     */
    SubscriberLink(OwnChannel ownChannel, MessageDecoder decoder, Consumer<SubscriberLink> onLost) {
        this.ownChannel = ownChannel;
        this.dispatcher = new ReplyDispatcher(decoder, routes, commands, this.ownChannel, health);
        this.onLost = onLost;
    }

    /** Returns the subscriptions on this link; guarded by the lock of the handle's links, except for what the reader does. */
    LinkRoutes routes() {
        return routes;
    }

    /** Opens this link, or loses it. Called once, by the subscriber that has created it. */
    void open(Callable<LinkConnection> opener, ThreadStarter readers) {
        try {
            if (lost.get() != null) {
                return;
            }
            LinkConnection opened = opener.call();
            connection = opened;
            startReader(opened, readers);
            if (lost.get() != null) { // before it had a connection to close
                opened.close();
            }
        } catch (Throwable e) {
            lose(e);
        } finally {
            opening.countDown();
        }
    }

    private void startReader(LinkConnection from, ThreadStarter readers) {
        try {
            readers.start("coordination-redis-reader", () -> readAll(from));
        } catch (Throwable e) {
            connection = null;
            from.close();
            throw new ThreadStartException(e);
        }
    }

    /** Waits until this link is open, and returns whether it ever was. */
    boolean awaitOpen() {
        Uninterruptibly.run(opening::await);
        return connection != null;
    }

    /** Returns why this link is lost, or null if it is not. */
    @Nullable
    Throwable lostBecause() {
        return lost.get();
    }

    /** Returns how long a server that owes an answer may send nothing. */
    Duration timeout() {
        return openConnection().timeout();
    }

    private LinkConnection openConnection() {
        LinkConnection opened = connection;
        if (opened == null) {
            throw new JedisConnectionException("the connection of the subscription is not open");
        }
        return opened;
    }

    /** Returns when anything last arrived, according to {@link System#nanoTime}. */
    long lastArrival() {
        return health.lastArrival();
    }

    /** Sends one of the {@linkplain NamespacedTopics#parts parts} of a subscription. A refusal does not affect others. */
    void subscribe(List<TopicName> part, PendingCommand.Outcome outcome) {
        Command command = part.get(0).kind().subscribe();
        send(PendingCommand.forTopics(command, part, refusal -> {
            if (refusal != null) {
                routes.free(part);
            }
            outcome.answered(refusal);
        }));
    }

    /**
     * Ends one of the {@linkplain NamespacedTopics#parts parts} of a subscription. If the server refuses that, this link is
     * lost, because the server would go on counting the subscription.
     */
    void unsubscribe(List<TopicName> part, Runnable answered) {
        Command command = part.get(0).kind().unsubscribe();
        send(PendingCommand.forTopics(command, part, refusal -> {
            if (refusal != null) {
                throw refusal;
            }
            routes.free(part);
            answered.run();
        }));
    }

    /** Sends a barrier: everything published before this call arrives before its answer (S-11). */
    void barrier(Runnable answered) {
        send(ownChannel.barrier(answered));
    }

    /** Returns whether this link has heard every probe that was published since this was first true, if it is alive. */
    boolean hearsProbes() {
        return ownChannel.isHeard();
    }

    /** Loses this link if its server is not the one of the channels any more. Does nothing if this link is not open. */
    void checkServer(Predicate<Pool<Connection>> isMaster) {
        LinkConnection opened = connection;
        if (opened != null && !isMaster.test(opened.server())) {
            lose(new IllegalStateException("another server has become the master"));
        }
    }

    /** Makes the next checks expect a probe that was published after {@link #hearsProbes} was true. */
    void expectProbe(long number) {
        health.expectProbe(number);
    }

    /** Sends a command, or loses this link. A thread that is interrupted sends it nevertheless (G-09). */
    private void send(PendingCommand command) {
        Uninterruptibly.<Boolean>call(() -> {
            if (lockForWriting()) {
                try {
                    write(command);
                } finally {
                    writing.unlock();
                }
            } else {
                lose(new IllegalStateException("nothing could be sent to the server for " + timeout()));
            }
            return true;
        });
    }

    /** Waits for other writers, but not for one that is stuck, because the server does not read what it is sent. */
    private boolean lockForWriting() {
        long start = System.nanoTime();
        long timeout = timeout().toNanos();
        Uninterruptibly.run(() -> {
            var unused = writing.tryLock(timeout - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
        });
        return writing.isHeldByCurrentThread();
    }

    private void write(PendingCommand command) {
        watch.begin();
        try {
            commands.add(command); // before it is written, because the answer may arrive at once
            openConnection().write(command);
        } catch (Throwable e) {
            lose(e);
        } finally {
            watch.end();
        }
    }

    private void readAll(LinkConnection from) {
        try {
            while (true) {
                dispatcher.dispatchNext(from);
            }
        } catch (Throwable e) {
            lose(e);
        }
    }

    /** Loses this link if the server is dead; otherwise sees to it that the next call can tell. Called at regular intervals. */
    void check() {
        if (connection == null) {
            return;
        }
        Optional<String> failure = health.failure();
        if (failure.isPresent()) {
            lose(new IllegalStateException(failure.get()));
            return;
        }
        health.expectWhatWasPublished();
        sendIfNothingIsPending();
        health.checked();
    }

    /** Sends a barrier. Cannot block: if all commands are answered, nothing is left to send before this one. */
    private void sendIfNothingIsPending() {
        if (writing.tryLock()) {
            try {
                if (commands.answered() == commands.sent()) {
                    write(ownChannel.barrier(() -> {}));
                }
            } finally {
                writing.unlock();
            }
        }
    }

    /**
     * Loses this link if a thread has been writing the same command since the previous call, which frees that thread, and the
     * others that wait to write. Called at regular intervals.
     */
    void checkWriter() {
        if (watch.isStuck()) {
            lose(new IllegalStateException("the server did not read what it was sent"));
        }
    }

    /** Closes this link, because it has no subscriptions, or the handle is being closed. */
    void close() {
        lose(new IllegalStateException("the connection of the subscription is closed"));
    }

    /** Closes the connection, and ends all subscriptions. Idempotent. */
    void lose(Throwable cause) {
        if (!lost.compareAndSet(null, cause)) {
            return;
        }
        LinkConnection opened = connection;
        if (opened != null) {
            opened.close();
        }
        onLost.accept(this); // from now on, no subscription is added
        routes.receivers().forEach(receiver -> receiver.lost(cause));
    }
}
