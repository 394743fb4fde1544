// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.h2;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** The transactions of one handle on a database, and the clock for its deadlines. */
final class Database {

    /** Work to do in a transaction. */
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private final DataSource source;
    private final Clock clock;
    private volatile boolean closed;

    Database(DataSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Reads the committed state with a single statement. */
    <T> T read(Work<T> work) {
        return run(work);
    }

    /** Changes one area. Changes to the same area do not run concurrently. */
    <T> T change(String area, Work<T> work) {
        return run(connection -> {
            connection.setAutoCommit(false);
            try {
                update(connection, "UPDATE turns SET taken = taken + 1 WHERE area = ?", area);
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

    private <T> T run(Work<T> work) {
        check();
        try (Connection connection = source.getConnection()) {
            return work.in(connection);
        } catch (SQLException e) {
            throw new CoordinationUnavailableException("the database cannot be reached (G-06)", e);
        }
    }

    void check() {
        if (closed) {
            throw new CoordinationClosedException("the handle is closed (G-05)");
        }
    }

    void close() {
        closed = true;
    }

    /** Returns the current time in nanoseconds since 1970. */
    long now() {
        Instant now = clock.instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    long deadline(long ttlMillis) {
        return now() + TimeUnit.MILLISECONDS.toNanos(ttlMillis);
    }

    static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** Reads the rows of a query. */
    interface Rows<T> {
        T read(ResultSet rows) throws SQLException;
    }

    static <T> T query(Connection connection, Rows<T> rows, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet result = statement.executeQuery()) {
            return rows.read(result);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
