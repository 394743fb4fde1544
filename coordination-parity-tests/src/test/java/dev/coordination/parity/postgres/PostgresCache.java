// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coordination.Arguments;
import dev.coordination.CounterOverflowException;
import dev.coordination.NotACounterException;
import dev.coordination.SharedCache;
import dev.coordination.spi.Glob;
import java.time.Duration;
import java.util.Optional;

/** A cache in a table. Each operation is one atomic statement; only increments and deletion by pattern take several. */
final class PostgresCache implements SharedCache {

    /** Reads use the instant at which they began, so that an entry that is renewed during the read is never missed. */
    private static final String PRESENT = " WHERE sha256(name) = sha256(?) AND deadline > statement_timestamp()";

    /** Changes use the current instant once they have locked the row. */
    private static final String STILL_PRESENT = " WHERE sha256(name) = sha256(?) AND deadline > clock_timestamp()";

    private static final String PUT = "INSERT INTO entries (name, content, deadline) VALUES (?, ?, after(?))"
            + " ON CONFLICT (sha256(name)) DO UPDATE SET content = excluded.content, deadline = excluded.deadline";

    private final Database database;

    PostgresCache(Database database) {
        this.database = database;
    }

    @Override
    public Optional<byte[]> get(String key) {
        return database.first(row -> row.getBytes(1), "SELECT content FROM entries" + PRESENT, Arguments.key(key));
    }

    @Override
    public void set(String key, byte[] value) {
        database.update(PUT, Arguments.key(key), Arguments.notNull(value, "value"), null);
    }

    @Override
    public void set(String key, byte[] value, Duration ttl) {
        database.update(PUT, Arguments.key(key), Arguments.notNull(value, "value"), Arguments.ttlMillis(ttl, "ttl"));
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value) {
        return create(Arguments.key(key), Arguments.notNull(value, "value"), null);
    }

    @Override
    public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
        return create(Arguments.key(key), Arguments.notNull(value, "value"), Arguments.ttlMillis(ttl, "ttl"));
    }

    private boolean create(String key, byte[] value, Long millis) {
        return database.update(PUT + " WHERE entries.deadline <= clock_timestamp()", key, value, millis) == 1;
    }

    @Override
    public boolean replace(String key, byte[] expected, byte[] value) {
        Arguments.key(key);
        Arguments.notNull(expected, "expected");
        Arguments.notNull(value, "value");
        return database.update(
                        "UPDATE entries SET content = ?" + STILL_PRESENT + " AND content = ?", value, key, expected)
                == 1;
    }

    @Override
    public boolean delete(String key) {
        return database.update("DELETE FROM entries" + STILL_PRESENT, Arguments.key(key)) == 1;
    }

    @Override
    public boolean delete(String key, byte[] expected) {
        Arguments.key(key);
        Arguments.notNull(expected, "expected");
        return database.update("DELETE FROM entries" + STILL_PRESENT + " AND content = ?", key, expected) == 1;
    }

    @Override
    public long deleteMatching(String pattern) {
        Glob glob = Glob.compile(pattern);
        byte[][] matching = database
                .query(row -> row.getBytes(1), "SELECT name FROM entries WHERE deadline > statement_timestamp()")
                .stream()
                .filter(glob::matches)
                .toArray(byte[][]::new);
        // Locks the entries in the order of their names: otherwise two deletions could deadlock.
        return database.call(connection -> Database.update(
                connection,
                "WITH matching AS (SELECT name FROM entries"
                        + " WHERE sha256(name) IN (SELECT sha256(n) FROM unnest(?) n) AND deadline > clock_timestamp()"
                        + " ORDER BY name FOR UPDATE)"
                        + " DELETE FROM entries WHERE sha256(name) IN (SELECT sha256(name) FROM matching)",
                connection.createArrayOf("bytea", matching)));
    }

    @Override
    public boolean exists(String key) {
        return database.first(row -> true, "SELECT FROM entries" + PRESENT, Arguments.key(key))
                .isPresent();
    }

    @Override
    public Optional<Duration> ttl(String key) {
        return database.first(
                row -> Duration.ofMillis(row.getLong(1)),
                "SELECT ceil(extract(epoch FROM deadline - statement_timestamp()) * 1000) FROM entries" + PRESENT
                        + " AND deadline < 'infinity'",
                Arguments.key(key));
    }

    @Override
    public boolean expire(String key, Duration ttl) {
        Arguments.key(key);
        long millis = Arguments.ttlMillis(ttl, "ttl");
        return database.update("UPDATE entries SET deadline = after(?)" + STILL_PRESENT, millis, key) == 1;
    }

    @Override
    public long increment(String key, long delta) {
        return add(Arguments.key(key), delta, null);
    }

    @Override
    public long increment(String key, long delta, Duration ttlIfCreated) {
        return add(Arguments.key(key), delta, Arguments.ttlMillis(ttlIfCreated, "ttlIfCreated"));
    }

    /** Repeats an attempt only if another change came first, so nothing is counted twice. */
    private long add(String key, long delta, Long millisIfCreated) {
        while (true) {
            Optional<byte[]> held = get(key);
            long sum = held.isEmpty() ? delta : sum(key, held.get(), delta);
            byte[] text = Long.toString(sum).getBytes(US_ASCII);
            if (held.isEmpty() ? create(key, text, millisIfCreated) : replace(key, held.get(), text)) {
                return sum;
            }
        }
    }

    private static long sum(String key, byte[] held, long delta) {
        String text = new String(held, ISO_8859_1);
        long before;
        try {
            before = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new NotACounterException("key " + Arguments.quoted(key) + " holds no counter (C-09)", e);
        }
        if (!Long.toString(before).equals(text)) {
            throw new NotACounterException("key " + Arguments.quoted(key) + " holds no counter (C-09)");
        }
        try {
            return Math.addExact(before, delta);
        } catch (ArithmeticException e) {
            throw new CounterOverflowException(
                    "the counter at key " + Arguments.quoted(key) + " would leave the 64-bit range (C-10)", e);
        }
    }
}
