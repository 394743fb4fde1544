// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.KeyValue;

/**
 * Checks that a connection leads to a server of the expected mode that is a master. Reads from a replica may be stale, a replica
 * accepts PUBLISH without passing the message on to the master, and a node of a cluster has only some of the keys.
 *
 * <p>{@code HELLO} tells both, and needs no permission. {@code ROLE} tells the role where {@code HELLO} is not available. A
 * server that tells neither is not checked.
 */
final class ServerCheck {

    static final String REPLICA = "the server is a replica instead of a master";

    private final String mode;
    private final boolean needsMaster;
    private final boolean enabled;

    private ServerCheck(String mode, boolean needsMaster, boolean enabled) {
        this.mode = mode;
        this.needsMaster = needsMaster;
        this.enabled = enabled;
    }

    /** Checks for a master that is neither part of a cluster nor a sentinel. */
    static ServerCheck standaloneMaster(boolean enabled) {
        return new ServerCheck("standalone", true, enabled);
    }

    /** Checks for a node of a cluster. A replica sends callers to its master. */
    static ServerCheck clusterNode(boolean enabled) {
        return new ServerCheck("cluster", false, enabled);
    }

    /**
     * What a server says of itself.
     *
     * @param mode the mode; null if it does not tell
     * @param role the role; null if it does not tell
     */
    record Found(@Nullable String mode, @Nullable String role) {

        boolean isReplica() {
            return "replica".equals(role) || "slave".equals(role);
        }
    }

    /**
     * Asks a server what it is, which also shows that the connection works.
     *
     * @throws WrongServerException if it must not be used
     * @throws redis.clients.jedis.exceptions.JedisException if it does not answer
     */
    Found require(Connection connection) {
        Found found = ask(connection);
        String problem = problem(found);
        if (problem != null) {
            throw new WrongServerException(problem);
        }
        return found;
    }

    private Found ask(Connection connection) {
        Map<String, String> hello = hello(connection);
        String role = hello.get("role");
        return new Found(hello.get("mode"), role == null && enabled ? role(connection) : role);
    }

    /** Returns what is wrong with a server; null if nothing is. */
    private @Nullable String problem(Found found) {
        if (!enabled) {
            return null;
        }
        if (found.mode() != null && !found.mode().equals(mode)) {
            return "the server is in mode " + found.mode() + " instead of " + mode;
        }
        if ("sentinel".equals(found.role())) {
            return "the server is a sentinel";
        }
        return needsMaster && found.isReplica() ? REPLICA : null;
    }

    private static Map<String, String> hello(Connection connection) {
        Map<String, String> fields = new HashMap<>();
        Object reply = reply(connection, Command.HELLO);
        if (!(reply instanceof List<?> list)) {
            return fields;
        }
        if (list.stream().allMatch(KeyValue.class::isInstance)) { // RESP3
            list.forEach(entry -> put(fields, ((KeyValue<?, ?>) entry).getKey(), ((KeyValue<?, ?>) entry).getValue()));
        } else {
            for (int i = 0; i + 1 < list.size(); i += 2) {
                put(fields, list.get(i), list.get(i + 1));
            }
        }
        return fields;
    }

    private static void put(Map<String, String> fields, @Nullable Object name, @Nullable Object value) {
        if (name instanceof byte[] key && value instanceof byte[] text) {
            fields.put(Utf8.text(key), Utf8.text(text));
        }
    }

    private static @Nullable String role(Connection connection) {
        return reply(connection, Command.ROLE) instanceof List<?> list
                        && !list.isEmpty()
                        && list.get(0) instanceof byte[] role
                ? Utf8.text(role)
                : null;
    }

    /** Returns null if the server does not permit the command, or does not know it. */
    private static @Nullable Object reply(Connection connection, Command command) {
        try {
            return connection.executeCommand(new CommandArguments(command));
        } catch (JedisDataException e) {
            return null;
        }
    }
}
