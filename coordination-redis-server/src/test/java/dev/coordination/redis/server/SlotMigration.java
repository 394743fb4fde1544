// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.SafeEncoder;

/**
 * The migration of a slot from one master to another. While it is under way, the source answers for the keys that it still
 * has, and sends clients that ask for others to the target. For the tests of this project.
 */
public final class SlotMigration {

    private static final int BATCH = 1_000;
    private static final int TIMEOUT_MILLIS = 10_000;

    private final ServerCluster cluster;
    private final String slot;
    private final ServerNode source;
    private final ServerNode target;

    SlotMigration(ServerCluster cluster, int slot, ServerNode source, ServerNode target) {
        this.cluster = cluster;
        this.slot = Integer.toString(slot);
        this.source = source;
        this.target = target;
        setSlot(target, "IMPORTING", id(source));
        setSlot(source, "MIGRATING", id(target));
    }

    private void setSlot(ServerNode node, String state, String id) {
        node.call("CLUSTER", "SETSLOT", slot, state, id);
    }

    private static String id(ServerNode node) {
        return (String) node.call("CLUSTER", "MYID");
    }

    /** Moves all keys that are in the slot now. */
    public void moveKeys() {
        moveKeys(key -> true);
    }

    /** Moves those keys that are in the slot now and fulfil a condition. */
    public void moveKeys(Predicate<String> condition) {
        try (Connection connection = source.connection()) {
            for (List<byte[]> keys = keys(connection, condition); !keys.isEmpty(); keys = keys(connection, condition)) {
                List<byte[]> arguments = new ArrayList<>();
                for (Object word : List.of(target.address().getHost(), target.port(), "", 0, TIMEOUT_MILLIS, "KEYS")) {
                    arguments.add(SafeEncoder.encode(word.toString()));
                }
                arguments.addAll(keys);
                connection.sendCommand(Protocol.Command.MIGRATE, arguments.toArray(byte[][]::new));
                connection.getStatusCodeReply();
            }
        }
    }

    private List<byte[]> keys(Connection connection, Predicate<String> condition) {
        connection.sendCommand(Protocol.Command.CLUSTER, "GETKEYSINSLOT", slot, Integer.toString(BATCH));
        return connection.getBinaryMultiBulkReply().stream()
                .filter(key -> condition.test(SafeEncoder.encode(key)))
                .toList();
    }

    /** Makes the target the owner of the slot, and blocks until every node knows it. All keys must have moved. */
    public void finish() {
        String id = id(target);
        setSlot(target, "NODE", id);
        setSlot(source, "NODE", id);
        cluster.awaitAgreement(view -> view.owns(target.port(), Integer.parseInt(slot)));
    }
}
