// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.postgres;

import dev.coordination.Arguments;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.Optional;

/** Elections in a table, with one row for each. */
final class PostgresElections implements LeaderElection {

    private static final String HELD = " WHERE sha256(name) = sha256(?) AND node = ? AND deadline > clock_timestamp()";

    private final Database database;

    PostgresElections(Database database) {
        this.database = database;
    }

    /** Locks the row, and then either renews the term, begins the next one, or finds that another node leads. */
    @Override
    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
        return database.first(
                row -> new Leadership(election, nodeId, row.getLong(1)),
                "INSERT INTO elections AS e (name, node, token, deadline) VALUES (?, ?, 1, after(?))"
                        + " ON CONFLICT (sha256(name)) DO UPDATE SET"
                        + " token = CASE WHEN e.deadline > clock_timestamp() THEN e.token ELSE e.token + 1 END,"
                        + " node = excluded.node, deadline = excluded.deadline"
                        + " WHERE e.node = excluded.node OR e.deadline <= clock_timestamp() RETURNING token",
                Arguments.election(election),
                Arguments.nodeId(nodeId),
                Arguments.ttlMillis(ttl, "ttl"));
    }

    @Override
    public boolean renew(Leadership held, Duration ttl) {
        Arguments.notNull(held, "held");
        return database.update(
                        "UPDATE elections SET deadline = after(?)" + HELD + " AND token = ?",
                        Arguments.ttlMillis(ttl, "ttl"),
                        held.election(),
                        held.nodeId(),
                        held.fencingToken())
                == 1;
    }

    @Override
    public boolean release(Leadership held) {
        Arguments.notNull(held, "held");
        return database.update(
                        "UPDATE elections SET deadline = '-infinity'" + HELD + " AND token = ?",
                        held.election(),
                        held.nodeId(),
                        held.fencingToken())
                == 1;
    }

    @Override
    public boolean release(String election, String nodeId) {
        return database.update(
                        "UPDATE elections SET deadline = '-infinity'" + HELD,
                        Arguments.election(election),
                        Arguments.nodeId(nodeId))
                == 1;
    }

    @Override
    public Optional<Leadership> currentLeader(String election) {
        return database.first(
                row -> new Leadership(election, Database.name(row.getBytes(1)), row.getLong(2)),
                "SELECT node, token FROM elections WHERE sha256(name) = sha256(?) AND deadline > statement_timestamp()",
                Arguments.election(election));
    }
}
