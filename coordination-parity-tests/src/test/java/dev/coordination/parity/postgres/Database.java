// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.postgres;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Runs the statements of one handle. */
final class Database {

    /** The SQL states of connections that are lost and of servers that refuse to serve. */
    private static final Pattern UNAVAILABLE = Pattern.compile("08...|25006|53...|57...|58...");

    /** Work to do on one connection. */
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** Reads one row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final DataSource pool;
    private volatile boolean closed;

    Database(DataSource pool) {
        this.pool = pool;
    }

    /** Runs a statement, which is a transaction of its own, and returns the number of rows that it changed. */
    int update(String sql, Object... values) {
        return call(connection -> update(connection, sql, values));
    }

    <T> List<T> query(Row<T> row, String sql, Object... values) {
        return call(connection -> query(connection, row, sql, values));
    }

    <T> Optional<T> first(Row<T> row, String sql, Object... values) {
        return query(row, sql, values).stream().findFirst();
    }

    /** Runs statements in one transaction. */
    <T> T transaction(Work<T> work) {
        return call(connection -> {
            connection.setAutoCommit(false);
            try {
                T result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    <T> T call(Work<T> work) {
        checkOpen();
        return run(work);
    }

    /** Runs a statement, even on a closed handle, and ignores a failure. */
    void cleanUp(String sql, Object... values) {
        try {
            run(connection -> update(connection, sql, values));
        } catch (CoordinationException e) {
            // The server forgets a connection that is lost, and with it the subscriptions.
        }
    }

    private <T> T run(Work<T> work) {
        try (Connection connection = connect(pool)) {
            return work.in(connection);
        } catch (SQLException e) {
            throw translated(e);
        }
    }

    /** Connects, even on an interrupted thread (G-09), on which a pool or a driver may refuse to wait. */
    static Connection connect(DataSource source) throws SQLException {
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try {
                    return source.getConnection();
                } catch (SQLException e) {
                    if (!Thread.currentThread().isInterrupted()) {
                        throw e;
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Translates a failure into the exception to throw, because a failure is never an empty answer (G-06). */
    static CoordinationException translated(SQLException e) {
        String state = e.getSQLState();
        return state == null || UNAVAILABLE.matcher(state).matches()
                ? new CoordinationUnavailableException("PostgreSQL cannot be reached (G-06)", e)
                : new CoordinationException("PostgreSQL refused a statement", e);
    }

    void checkOpen() {
        if (closed) {
            throw new CoordinationClosedException("the handle is closed (G-05)");
        }
    }

    void close() {
        closed = true;
    }

    static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    static <T> List<T> query(Connection connection, Row<T> row, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row.read(rows));
            }
            return all;
        }
    }

    /** Names are passed as bytes, as they are stored. */
    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i] instanceof String name ? bytes(name) : values[i]);
        }
        return statement;
    }

    static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    static String name(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
