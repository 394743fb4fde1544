// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.postgres;

import dev.coordination.Arguments;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.parity.postgres.WireFormat.Published;
import dev.coordination.spi.Glob;
import dev.coordination.spi.Inbox;
import dev.coordination.spi.ListenerLoop;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Publishes with NOTIFY, and subscribes with LISTEN. All channels of a schema share one channel of PostgreSQL. */
final class PostgresPubSub implements PubSub {

    /** The first connection may turn out to be lost; the second one was just opened. */
    private static final int ATTEMPTS = 2;

    private final Database database;
    private final DataSource direct;
    private final int subscriptionBuffer;
    private final Consumer<Throwable> onListenerError;
    private final List<Subscription> open = new CopyOnWriteArrayList<>();
    private Optional<Listening> listening = Optional.empty();

    PostgresPubSub(Database database, DataSource direct, int subscriptionBuffer, Consumer<Throwable> onListenerError) {
        this.database = database;
        this.direct = direct;
        this.subscriptionBuffer = subscriptionBuffer;
        this.onListenerError = onListenerError;
    }

    /** Lets one transaction at a time publish or subscribe, and returns the number of the last message. */
    static long lockPublished(Connection connection) throws SQLException {
        return Database.query(connection, row -> row.getLong(1), "SELECT number FROM published FOR UPDATE")
                .get(0);
    }

    @Override
    public long publish(String channel, byte[] payload) {
        Arguments.channel(channel);
        byte[] copy = Arguments.copy(payload, "payload");
        return database.transaction(connection -> {
            long number = lockPublished(connection) + 1;
            long receivers = receivers(connection, channel);
            if (receivers > 0) {
                Database.update(connection, "UPDATE published SET number = ?", number);
                List<String> parts = WireFormat.encode(new Published(number, channel, copy));
                Database.query(
                        connection,
                        row -> true,
                        "SELECT pg_notify(current_schema(), part) FROM unnest(?) part",
                        connection.createArrayOf("text", parts.toArray()));
            }
            return receivers;
        });
    }

    /** Counts the matching topics (S-03) of subscriptions whose connection the server still has (S-12). */
    private static long receivers(Connection connection, String channel) throws SQLException {
        return Database.query(
                        connection,
                        row -> !row.getBoolean(1)
                                || Glob.compile(Database.name(row.getBytes(2))).matches(channel),
                        "SELECT pattern, name FROM subscriptions JOIN pg_stat_activity USING (pid, backend_start)"
                                + " WHERE pattern OR name = ?",
                        channel)
                .stream()
                .filter(matches -> matches)
                .count();
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics) {
        return open(Arguments.topics(topics), Optional.empty());
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
        Set<Topic> copy = Arguments.topics(topics);
        return open(copy, Optional.of(Arguments.notNull(listener, "listener")));
    }

    private Subscription open(Set<Topic> topics, Optional<MessageListener> listener) {
        Inbox inbox = new Inbox(subscriptionBuffer, topics);
        Subscription subscription = open(topics, inbox, listener.isPresent());
        listener.ifPresent(called -> start(new ListenerLoop(inbox, called, onListenerError)));
        return subscription;
    }

    /**
     * Opens a subscription on the listening connection, or on a new connection if the current one turns out to be lost.
     */
    private Subscription open(Set<Topic> topics, Inbox inbox, boolean hasListener) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Listening current = listening();
            PostgresSubscription subscription =
                    new PostgresSubscription(database, current, topics, inbox, hasListener, open::remove);
            if (isOpened(subscription)) {
                return subscription;
            }
            current.endAsLost();
        }
        throw new CoordinationUnavailableException("the listening connection was lost again (G-06)");
    }

    private boolean isOpened(PostgresSubscription subscription) {
        open.add(subscription);
        try {
            boolean opened = subscription.open();
            database.checkOpen(); // After adding it, so that either this or close() of the handle closes it.
            if (!opened) {
                open.remove(subscription);
            }
            return opened;
        } catch (RuntimeException e) {
            subscription.close();
            throw e;
        }
    }

    private static void start(ListenerLoop loop) {
        Thread thread = new Thread(loop, "postgres-listener");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns the listening connection, and opens it for the first subscription and after a known loss. */
    private synchronized Listening listening() {
        database.checkOpen(); // Under the lock, so that close() of the handle closes what is opened here.
        if (listening.isEmpty() || listening.get().hasEnded()) {
            listening = Optional.of(Listening.start(direct));
        }
        return listening.get();
    }

    /** Closes the subscriptions of a handle that is being closed. */
    synchronized void close() {
        open.forEach(Subscription::close);
        listening.ifPresent(connection -> connection.end(new IllegalStateException("the handle is closed")));
    }
}
