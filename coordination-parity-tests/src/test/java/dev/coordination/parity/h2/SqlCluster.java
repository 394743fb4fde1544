// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.h2;

import static dev.coordination.parity.h2.Database.query;
import static dev.coordination.parity.h2.Database.update;

import dev.coordination.Arguments;
import dev.coordination.ClusterMembership;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Members that are stored in a table. */
final class SqlCluster implements ClusterMembership {

    private static final String AREA = "members";

    private final Database database;

    SqlCluster(Database database) {
        this.database = database;
    }

    @Override
    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
        Arguments.nodeId(nodeId);
        String text = write(Arguments.metadata(metadata));
        long millis = Arguments.ttlMillis(ttl, "ttl");
        database.change(
                AREA,
                connection -> update(
                        connection,
                        "MERGE INTO members (node, metadata, deadline) VALUES (?, ?, ?)",
                        nodeId,
                        text,
                        database.deadline(millis)));
    }

    @Override
    public boolean heartbeat(String nodeId, Duration ttl) {
        Arguments.nodeId(nodeId);
        long millis = Arguments.ttlMillis(ttl, "ttl");
        return database.change(
                AREA,
                connection -> update(
                                connection,
                                "UPDATE members SET deadline = ? WHERE node = ? AND deadline > ?",
                                database.deadline(millis),
                                nodeId,
                                database.now())
                        == 1);
    }

    @Override
    public boolean deregister(String nodeId) {
        Arguments.nodeId(nodeId);
        return database.change(AREA, connection -> {
            boolean active =
                    update(connection, "DELETE FROM members WHERE node = ? AND deadline > ?", nodeId, database.now())
                            == 1;
            update(connection, "DELETE FROM members WHERE deadline <= ?", database.now());
            return active;
        });
    }

    @Override
    public Set<String> activeNodes() {
        return members().keySet();
    }

    @Override
    public Map<String, Map<String, String>> members() {
        return Collections.unmodifiableMap(database.read(connection -> query(
                connection,
                SqlCluster::readAll,
                "SELECT node, metadata FROM members WHERE deadline > ?",
                database.now())));
    }

    private static Map<String, Map<String, String>> readAll(ResultSet rows) throws SQLException {
        Map<String, Map<String, String>> members = new HashMap<>();
        while (rows.next()) {
            members.put(rows.getString(1), read(rows.getString(2)));
        }
        return members;
    }

    @Override
    public Optional<Map<String, String>> metadata(String nodeId) {
        Arguments.nodeId(nodeId);
        return database.read(connection -> metadata(connection, nodeId));
    }

    private Optional<Map<String, String>> metadata(Connection connection, String nodeId) throws SQLException {
        return query(
                connection,
                rows -> rows.next() ? Optional.of(read(rows.getString(1))) : Optional.empty(),
                "SELECT metadata FROM members WHERE node = ? AND deadline > ?",
                nodeId,
                database.now());
    }

    /** Encodes each key and value as its length, a colon and the text, so that nothing needs to be escaped. */
    private static String write(Map<String, String> metadata) {
        StringBuilder text = new StringBuilder();
        metadata.forEach((key, value) -> {
            text.append(key.length()).append(':').append(key);
            text.append(value.length()).append(':').append(value);
        });
        return text.toString();
    }

    private static Map<String, String> read(String text) {
        Map<String, String> metadata = new LinkedHashMap<>();
        int at = 0;
        while (at < text.length()) {
            String key = readOne(text, at);
            at = after(text, at);
            metadata.put(key, readOne(text, at));
            at = after(text, at);
        }
        return Collections.unmodifiableMap(metadata);
    }

    private static String readOne(String text, int at) {
        return text.substring(text.indexOf(':', at) + 1, after(text, at));
    }

    private static int after(String text, int at) {
        int colon = text.indexOf(':', at);
        return colon + 1 + Integer.parseInt(text.substring(at, colon));
    }
}
