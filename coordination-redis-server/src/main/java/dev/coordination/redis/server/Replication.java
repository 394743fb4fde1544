// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a server reports about its replication.
 *
 * @param fields the fields of {@code INFO replication}
 */
record Replication(Map<String, String> fields) {

    /** The line that a master shows for a replica, the number of which follows. */
    private static final String REPLICA = "slave";

    static Replication of(RedisProcess server) {
        return new Replication(server.commands()
                .text("INFO", "replication")
                .lines()
                .map(line -> line.split(":", 2))
                .filter(field -> field.length == 2)
                .collect(Collectors.toMap(field -> field[0], field -> field[1])));
    }

    /** Returns whether this is a master, and has sent its data to that many replicas. */
    boolean isMasterOf(int replicas) {
        long online = fields.entrySet().stream()
                .filter(field -> field.getKey().matches(REPLICA + "\\d+")
                        && field.getValue().contains(",state=online,"))
                .count();
        return "master".equals(fields.get("role")) && online == replicas;
    }

    /** Returns whether this is a replica of the master with that port, and has its data. */
    boolean isReplicaOf(int masterPort) {
        return REPLICA.equals(fields.get("role"))
                && Integer.toString(masterPort).equals(fields.get("master_port"))
                && "up".equals(fields.get("master_link_status"));
    }
}
