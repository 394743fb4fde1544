// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.postgres;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.coordination.Arguments;
import dev.coordination.ClusterMembership;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Members in a table, with one row for each. A snapshot is one statement. */
final class PostgresMembership implements ClusterMembership {

    private static final String ACTIVE = "deadline > statement_timestamp()";

    private final Database database;

    PostgresMembership(Database database) {
        this.database = database;
    }

    @Override
    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
        database.update(
                "INSERT INTO members (name, metadata, deadline) VALUES (?, ?, after(?))"
                        + " ON CONFLICT (sha256(name)) DO UPDATE SET metadata = excluded.metadata, deadline = excluded.deadline",
                Arguments.nodeId(nodeId),
                encode(Arguments.metadata(metadata)),
                Arguments.ttlMillis(ttl, "ttl"));
    }

    @Override
    public boolean heartbeat(String nodeId, Duration ttl) {
        Arguments.nodeId(nodeId);
        return database.update(
                        "UPDATE members SET deadline = after(?)"
                                + " WHERE sha256(name) = sha256(?) AND deadline > clock_timestamp()",
                        Arguments.ttlMillis(ttl, "ttl"),
                        nodeId)
                == 1;
    }

    @Override
    public boolean deregister(String nodeId) {
        return database.update(
                        "DELETE FROM members WHERE sha256(name) = sha256(?) AND deadline > clock_timestamp()",
                        Arguments.nodeId(nodeId))
                == 1;
    }

    @Override
    public Set<String> activeNodes() {
        return members().keySet();
    }

    @Override
    public Map<String, Map<String, String>> members() {
        return database
                .query(
                        row -> Map.entry(Database.name(row.getBytes(1)), decode(Database.name(row.getBytes(2)))),
                        "SELECT name, metadata FROM members WHERE " + ACTIVE)
                .stream()
                .collect(
                        collectingAndThen(toMap(Map.Entry::getKey, Map.Entry::getValue), Collections::unmodifiableMap));
    }

    @Override
    public Optional<Map<String, String>> metadata(String nodeId) {
        return database.first(
                row -> decode(Database.name(row.getBytes(1))),
                "SELECT metadata FROM members WHERE sha256(name) = sha256(?) AND " + ACTIVE,
                Arguments.nodeId(nodeId));
    }

    /** Writes entries as {@code key:value}, separated by commas. Base64 contains neither character. */
    private static String encode(Map<String, String> metadata) {
        return metadata.entrySet().stream()
                .map(entry -> base64(entry.getKey()) + ":" + base64(entry.getValue()))
                .collect(joining(","));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(Database.bytes(text));
    }

    private static Map<String, String> decode(String text) {
        Map<String, String> metadata = new HashMap<>();
        for (String entry : text.isEmpty() ? new String[0] : text.split(",")) {
            String[] keyAndValue = entry.split(":", 2);
            metadata.put(fromBase64(keyAndValue[0]), fromBase64(keyAndValue[1]));
        }
        return Collections.unmodifiableMap(metadata);
    }

    private static String fromBase64(String text) {
        return Database.name(Base64.getDecoder().decode(text));
    }
}
