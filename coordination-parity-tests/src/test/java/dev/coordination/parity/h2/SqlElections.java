// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.h2;

import static dev.coordination.parity.h2.Database.query;
import static dev.coordination.parity.h2.Database.update;

import dev.coordination.Arguments;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Elections that are stored in a table. The row of a free election keeps its last fencing token. */
final class SqlElections implements LeaderElection {

    private static final String AREA = "elections";

    private final Database database;

    SqlElections(Database database) {
        this.database = database;
    }

    private Optional<Leadership> leader(Connection connection, String election) throws SQLException {
        return query(
                connection,
                rows -> rows.next()
                        ? Optional.of(new Leadership(election, rows.getString(1), rows.getLong(2)))
                        : Optional.empty(),
                "SELECT node, token FROM leases WHERE election = ? AND node IS NOT NULL AND deadline > ?",
                election,
                database.now());
    }

    private static long lastToken(Connection connection, String election) throws SQLException {
        return query(
                connection,
                rows -> rows.next() ? rows.getLong(1) : 0,
                "SELECT token FROM leases WHERE election = ?",
                election);
    }

    private void put(Connection connection, Leadership leadership, long millis) throws SQLException {
        update(
                connection,
                "MERGE INTO leases (election, node, token, deadline) VALUES (?, ?, ?, ?)",
                leadership.election(),
                leadership.nodeId(),
                leadership.fencingToken(),
                database.deadline(millis));
    }

    @Override
    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
        Arguments.election(election);
        Arguments.nodeId(nodeId);
        long millis = Arguments.ttlMillis(ttl, "ttl");
        return database.change(AREA, connection -> {
            Optional<Leadership> leader = leader(connection, election);
            if (leader.isPresent() && !leader.get().nodeId().equals(nodeId)) {
                return Optional.empty();
            }
            Leadership won = leader.isPresent()
                    ? leader.get()
                    : new Leadership(election, nodeId, lastToken(connection, election) + 1);
            put(connection, won, millis);
            return Optional.of(won);
        });
    }

    @Override
    public boolean renew(Leadership held, Duration ttl) {
        Arguments.notNull(held, "held");
        long millis = Arguments.ttlMillis(ttl, "ttl");
        return database.change(AREA, connection -> {
            boolean holds =
                    leader(connection, held.election()).filter(held::equals).isPresent();
            if (holds) {
                put(connection, held, millis);
            }
            return holds;
        });
    }

    @Override
    public boolean release(Leadership held) {
        Arguments.notNull(held, "held");
        return database.change(
                AREA,
                connection ->
                        leader(connection, held.election()).filter(held::equals).isPresent()
                                && free(connection, held.election()));
    }

    @Override
    public boolean release(String election, String nodeId) {
        Arguments.election(election);
        Arguments.nodeId(nodeId);
        return database.change(
                AREA,
                connection -> leader(connection, election)
                                .filter(leader -> leader.nodeId().equals(nodeId))
                                .isPresent()
                        && free(connection, election));
    }

    private static boolean free(Connection connection, String election) throws SQLException {
        return update(connection, "UPDATE leases SET node = NULL WHERE election = ?", election) == 1;
    }

    @Override
    public Optional<Leadership> currentLeader(String election) {
        Arguments.election(election);
        return database.read(connection -> leader(connection, election));
    }
}
