// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.h2;

import static dev.coordination.parity.h2.Database.query;
import static dev.coordination.parity.h2.Database.update;

import dev.coordination.Arguments;
import dev.coordination.CounterOverflowException;
import dev.coordination.NotACounterException;
import dev.coordination.SharedCache;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** A cache that is stored in a table. */
final class SqlCache implements SharedCache {

    private static final String AREA = "cache";

    private final Database database;

    SqlCache(Database database) {
        this.database = database;
    }

    /** A row that has not expired. */
    private record Row(byte[] content, Long deadline) {}

    private Optional<Row> row(Connection connection, String key) throws SQLException {
        return query(
                connection,
                rows -> rows.next()
                        ? Optional.of(new Row(rows.getBytes(1), rows.getObject(2, Long.class)))
                        : Optional.empty(),
                "SELECT content, deadline FROM entries WHERE name = ? AND (deadline IS NULL OR deadline > ?)",
                key,
                database.now());
    }

    private static void put(Connection connection, String key, byte[] content, Long deadline) throws SQLException {
        update(connection, "MERGE INTO entries (name, content, deadline) VALUES (?, ?, ?)", key, content, deadline);
    }

    @Override
    public Optional<byte[]> get(String key) {
        Arguments.key(key);
        return database.read(connection -> row(connection, key).map(Row::content));
    }

    @Override
    public void set(String key, byte[] value) {
        Arguments.key(key);
        byte[] copy = Arguments.copy(value, "value");
        database.change(AREA, connection -> {
            put(connection, key, copy, null);
            return null;
        });
    }

    @Override
    public void set(String key, byte[] value, Duration ttl) {
        Arguments.key(key);
        byte[] copy = Arguments.copy(value, "value");
        long millis = Arguments.ttlMillis(ttl, "ttl");
        database.change(AREA, connection -> {
            put(connection, key, copy, database.deadline(millis));
            return null;
        });
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value) {
        Arguments.key(key);
        return create(key, Arguments.copy(value, "value"), null);
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
        Arguments.key(key);
        byte[] copy = Arguments.copy(value, "value");
        return create(key, copy, Arguments.ttlMillis(ttl, "ttl"));
    }

    private boolean create(String key, byte[] value, Long millis) {
        return database.change(AREA, connection -> {
            if (row(connection, key).isPresent()) {
                return false;
            }
            put(connection, key, value, millis == null ? null : (Long) database.deadline(millis));
            return true;
        });
    }

    @Override
    public boolean replace(String key, byte[] expected, byte[] value) {
        Arguments.key(key);
        byte[] held = Arguments.copy(expected, "expected");
        byte[] copy = Arguments.copy(value, "value");
        return database.change(AREA, connection -> {
            Optional<Row> row = row(connection, key).filter(present -> Arrays.equals(present.content, held));
            if (row.isPresent()) {
                put(connection, key, copy, row.get().deadline);
            }
            return row.isPresent();
        });
    }

    @Override
    public boolean delete(String key) {
        Arguments.key(key);
        return database.change(AREA, connection -> {
            boolean present = row(connection, key).isPresent();
            update(connection, "DELETE FROM entries WHERE name = ?", key);
            return present;
        });
    }

    @Override
    public boolean delete(String key, byte[] expected) {
        Arguments.key(key);
        byte[] held = Arguments.copy(expected, "expected");
        return database.change(AREA, connection -> {
            boolean equal = row(connection, key)
                    .filter(row -> Arrays.equals(row.content, held))
                    .isPresent();
            if (equal) {
                update(connection, "DELETE FROM entries WHERE name = ?", key);
            }
            return equal;
        });
    }

    @Override
    public long deleteMatching(String pattern) {
        Arguments.pattern(pattern);
        database.check();
        throw new UnsupportedOperationException("this adapter does not delete by pattern (G-08)");
    }

    @Override
    public boolean exists(String key) {
        return get(key).isPresent();
    }

    @Override
    public Optional<Duration> ttl(String key) {
        Arguments.key(key);
        return database.read(connection -> row(connection, key)
                .filter(row -> row.deadline != null)
                .map(row -> Math.max(1, row.deadline - database.now()))
                .map(nanos -> Duration.ofMillis((nanos + 999_999) / 1_000_000)));
    }

    @Override
    public boolean expire(String key, Duration ttl) {
        Arguments.key(key);
        long millis = Arguments.ttlMillis(ttl, "ttl");
        return database.change(AREA, connection -> {
            Optional<Row> row = row(connection, key);
            if (row.isPresent()) {
                put(connection, key, row.get().content, database.deadline(millis));
            }
            return row.isPresent();
        });
    }

    @Override
    public long increment(String key, long delta) {
        Arguments.key(key);
        return add(key, delta, null);
    }

    @Override
    public long increment(String key, long delta, Duration ttlIfCreated) {
        Arguments.key(key);
        return add(key, delta, Arguments.ttlMillis(ttlIfCreated, "ttlIfCreated"));
    }

    private long add(String key, long delta, Long millisIfCreated) {
        return database.change(AREA, connection -> {
            Optional<Row> row = row(connection, key);
            long sum = row.isEmpty() ? delta : sum(key, row.get().content, delta);
            Long deadline = row.isPresent()
                    ? row.get().deadline
                    : millisIfCreated == null ? null : (Long) database.deadline(millisIfCreated);
            put(connection, key, Long.toString(sum).getBytes(StandardCharsets.US_ASCII), deadline);
            return sum;
        });
    }

    private static long sum(String key, byte[] content, long delta) {
        long before;
        try {
            String text = new String(content, StandardCharsets.ISO_8859_1);
            before = Long.parseLong(text);
            if (!Long.toString(before).equals(text)) {
                throw new NumberFormatException(text);
            }
        } catch (NumberFormatException e) {
            throw new NotACounterException("key " + Arguments.quoted(key) + " holds no counter (C-09)", e);
        }
        try {
            return Math.addExact(before, delta);
        } catch (ArithmeticException e) {
            throw new CounterOverflowException(
                    "the counter at key " + Arguments.quoted(key) + " would leave the 64-bit range (C-10)", e);
        }
    }
}
