// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import dev.coordination.ClusterMembership;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.Protocol.Command;

/** Membership: each node has a key that expires, and scripts maintain an index of the nodes. */
final class RedisClusterMembership implements ClusterMembership {

    private final CommandExecutor commands;
    private final Namespace namespace;

    RedisClusterMembership(CommandExecutor commands, Namespace namespace) {
        this.commands = commands;
        this.namespace = namespace;
    }

    @Override
    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
        Arguments.nodeId(nodeId);
        Map<String, String> copy = Arguments.metadata(metadata);
        long millis = Arguments.ttlMillis(ttl, "ttl");
        var unused = commands.run(
                call("register", nodeId),
                ReplyReader::isOne,
                LuaScript.REGISTER,
                indexAndNode(nodeId),
                Utf8.bytes(nodeId),
                MetadataCodec.encode(copy),
                Utf8.bytes(millis));
    }

    @Override
    public boolean heartbeat(String nodeId, Duration ttl) {
        Arguments.nodeId(nodeId);
        long millis = Arguments.ttlMillis(ttl, "ttl");
        return commands.run(
                call("heartbeat", nodeId),
                ReplyReader::isOne,
                LuaScript.HEARTBEAT,
                indexAndNode(nodeId),
                Utf8.bytes(nodeId),
                Utf8.bytes(millis));
    }

    @Override
    public boolean deregister(String nodeId) {
        Arguments.nodeId(nodeId);
        return commands.run(
                call("deregister", nodeId),
                ReplyReader::isOne,
                LuaScript.DEREGISTER,
                indexAndNode(nodeId),
                Utf8.bytes(nodeId));
    }

    @Override
    public Set<String> activeNodes() {
        Set<String> nodes = new LinkedHashSet<>();
        for (byte[] node : list("activeNodes", ReplyReader::strings, LuaScript.ACTIVE_NODES)) {
            nodes.add(Utf8.text(node));
        }
        return Collections.unmodifiableSet(nodes);
    }

    @Override
    public Map<String, Map<String, String>> members() {
        List<byte[]> found = list("members", ReplyReader::pairs, LuaScript.MEMBERS);
        Map<String, Map<String, String>> members = new LinkedHashMap<>();
        for (int i = 0; i < found.size(); i += 2) {
            String nodeId = Utf8.text(found.get(i));
            members.put(nodeId, MetadataCodec.decode(nodeId, found.get(i + 1)));
        }
        return Collections.unmodifiableMap(members);
    }

    @Override
    public Optional<Map<String, String>> metadata(String nodeId) {
        Arguments.nodeId(nodeId);
        return commands.run(call("metadata", nodeId), ReplyReader::optionalBytes, Command.GET, namespace.node(nodeId))
                .map(metadata -> MetadataCodec.decode(nodeId, metadata));
    }

    private List<byte[]> list(String method, CommandExecutor.Reply<List<byte[]>> reply, LuaScript script) {
        CallDescription call = new CallDescription(method, "the cluster", null);
        return commands.run(call, reply, script, List.of(namespace.nodeIndex()), namespace.nodePrefix());
    }

    private List<byte[]> indexAndNode(String nodeId) {
        return List.of(namespace.nodeIndex(), namespace.node(nodeId));
    }

    private static CallDescription call(String method, String nodeId) {
        return new CallDescription(method, "node", nodeId);
    }
}
