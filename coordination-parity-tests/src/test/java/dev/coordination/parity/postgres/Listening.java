// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.postgres;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.parity.postgres.WireFormat.Published;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * The connection on which a handle listens, and the thread that reads it. All subscriptions of the handle share them. If the
 * connection is lost, all the subscriptions end (S-12).
 */
final class Listening {

    /** How long the connection may be silent before it is tested, and how long the server may then take to answer. */
    private static final int SILENT_MILLIS = 5_000;

    private static final int ANSWER_SECONDS = 5;

    private static final String IS_SERVED =
            "EXISTS (SELECT 1 FROM pg_stat_activity WHERE pid = ? AND backend_start = ?)";

    /** A process of the server. Another process may get the same number later. */
    record Process(int pid, OffsetDateTime start) {}

    private final Connection connection;
    private final Process process;
    private final WireFormat.Decoder decoder = new WireFormat.Decoder();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by {@link #lock}. */
    private final List<PostgresSubscription> subscriptions = new ArrayList<>();

    /** The number of the last message that was received. Guarded by {@link #lock}. */
    private long received;

    /** Guarded by {@link #lock}. */
    private boolean ended;

    private Listening(Connection connection) throws SQLException {
        this.connection = connection;
        process = Database.query(
                        connection,
                        row -> new Process(row.getInt(1), row.getObject(2, OffsetDateTime.class)),
                        "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()")
                .get(0);
    }

    static Listening start(DataSource direct) {
        try {
            Listening listening = new Listening(Database.connect(direct));
            listening.listen();
            Thread reader = new Thread(listening::readAll, "postgres-listening");
            reader.setDaemon(true);
            reader.start();
            return listening;
        } catch (SQLException e) {
            throw Database.translated(e);
        }
    }

    /** Begins to listen, and only then reads the number: later messages are received, and earlier ones are not awaited. */
    private void listen() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + statement.enquoteIdentifier(connection.getSchema(), true));
        }
        received = Database.query(connection, row -> row.getLong(1), "SELECT number FROM published")
                .get(0);
    }

    /** Returns the process of the server that serves the connection. */
    Process process() {
        return process;
    }

    /**
     * Returns whether the server still serves the connection. Asks the server, because the thread that reads from the
     * connection may not have noticed a loss yet.
     */
    boolean isServed(Connection other) throws SQLException {
        return Database.query(other, row -> row.getBoolean(1), "SELECT " + IS_SERVED, process.pid(), process.start())
                .get(0);
    }

    private void readAll() {
        try {
            PGConnection notifying = connection.unwrap(PGConnection.class);
            while (true) {
                PGNotification[] notifications = notifying.getNotifications(SILENT_MILLIS);
                if (notifications == null || notifications.length == 0) {
                    checkAlive();
                } else {
                    for (PGNotification notification : notifications) {
                        decoder.add(notification.getParameter()).ifPresent(this::deliver);
                    }
                }
            }
        } catch (SQLException | RuntimeException e) {
            end(e);
        }
    }

    private void checkAlive() throws SQLException {
        if (!connection.isValid(ANSWER_SECONDS)) {
            throw new SQLException("the server did not respond for " + ANSWER_SECONDS + " seconds");
        }
    }

    private void deliver(Published message) {
        lock.lock();
        try {
            subscriptions.forEach(subscription -> subscription.receive(message));
            received = message.number();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Adds a subscription, or returns false if the connection is lost. */
    boolean add(PostgresSubscription subscription) {
        lock.lock();
        try {
            return !ended && subscriptions.add(subscription);
        } finally {
            lock.unlock();
        }
    }

    void remove(PostgresSubscription subscription) {
        lock.lock();
        try {
            subscriptions.remove(subscription);
        } finally {
            lock.unlock();
        }
    }

    boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything published before this call has been received (S-11) or listening has ended (S-12). */
    void awaitPublished(Database database) {
        database.first(
                        row -> row.getLong(1),
                        "SELECT number FROM published WHERE " + IS_SERVED,
                        process.pid(),
                        process.start())
                .ifPresentOrElse(this::awaitReceived, this::endAsLost);
    }

    /** Waits until a message has been received or listening has ended. An interrupt does not end the wait (G-09). */
    private void awaitReceived(long number) {
        boolean interrupted = false;
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
            while (received < number && !ended) {
                if (left <= 0) {
                    throw new CoordinationUnavailableException("the listening connection does not respond (G-06)");
                }
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the subscriptions as lost, because the server no longer serves the connection. */
    void endAsLost() {
        end(new IllegalStateException("the server has ended the listening connection"));
    }

    /** Closes the connection, and ends the open subscriptions as lost. */
    void end(Throwable cause) {
        lock.lock();
        try {
            ended = true;
            subscriptions.forEach(subscription -> subscription.lose(cause));
            subscriptions.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            connection.close();
        } catch (SQLException e) {
            // The connection is lost, so the server has forgotten it or soon will.
        }
    }
}
