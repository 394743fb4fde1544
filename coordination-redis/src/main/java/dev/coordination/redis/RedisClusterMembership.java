// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import dev.coordination.ClusterMembership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.Protocol.Command;

/**
 * Membership: each node has a key that expires, and scripts maintain an index of the nodes and a record of the latest changes. A
 * handle keeps what it has read, and reads only what has changed since.
 */
final class RedisClusterMembership implements ClusterMembership {

    private final CommandExecutor commands;
    private final Namespace namespace;

    private volatile MemberSnapshot latest = MemberSnapshot.NONE;

    RedisClusterMembership(CommandExecutor commands, Namespace namespace) {
        this.commands = commands;
        this.namespace = namespace;
    }

    @Override
    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
        Arguments.nodeId(nodeId);
        Map<String, String> copy = Arguments.metadata(metadata);
        long millis = Arguments.ttlMillis(ttl, "ttl");
        var unused = change(
                "register",
                LuaScript.REGISTER,
                nodeId,
                Utf8.bytes(nodeId),
                MetadataCodec.encode(copy),
                Utf8.bytes(millis));
    }

    @Override
    public boolean heartbeat(String nodeId, Duration ttl) {
        Arguments.nodeId(nodeId);
        long millis = Arguments.ttlMillis(ttl, "ttl");
        return change("heartbeat", LuaScript.HEARTBEAT, nodeId, Utf8.bytes(nodeId), Utf8.bytes(millis));
    }

    @Override
    public boolean deregister(String nodeId) {
        Arguments.nodeId(nodeId);
        return change("deregister", LuaScript.DEREGISTER, nodeId, Utf8.bytes(nodeId));
    }

    private boolean change(String method, LuaScript script, String nodeId, byte[]... arguments) {
        List<byte[]> all = new ArrayList<>(List.of(namespace.nodePrefix(), namespace.changePrefix()));
        all.addAll(List.of(arguments));
        return commands.run(
                call(method, nodeId), ReplyReader::isOne, script, namespace.membership(), all.toArray(byte[][]::new));
    }

    @Override
    public Set<String> activeNodes() {
        return read("activeNodes").activeNodes();
    }

    @Override
    public Map<String, Map<String, String>> members() {
        return read("members").members();
    }

    /** Reads what has changed since {@link #latest}. */
    private MemberSnapshot read(String method) {
        MemberSnapshot known = latest;
        MemberSnapshot now = commands.run(
                new CallDescription(method, "the cluster", null),
                known::after,
                LuaScript.MEMBERS,
                namespace.membership(),
                namespace.nodePrefix(),
                namespace.changePrefix(),
                Utf8.bytes(known.version()));
        if (!now.version().isEmpty()) {
            latest = now; // Perhaps older than what another thread has read meanwhile; then a later reply tells more
            // changes.
        }
        return now;
    }

    @Override
    public Optional<Map<String, String>> metadata(String nodeId) {
        Arguments.nodeId(nodeId);
        return commands.run(call("metadata", nodeId), ReplyReader::optionalBytes, Command.GET, namespace.node(nodeId))
                .map(metadata -> MetadataCodec.decode(nodeId, metadata));
    }

    private static CallDescription call(String method, String nodeId) {
        return new CallDescription(method, "node", nodeId);
    }
}
