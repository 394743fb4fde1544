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
        commands.run(
                call("register", nodeId),
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
        return ReplyReader.isOne(commands.run(
                call("heartbeat", nodeId),
                LuaScript.HEARTBEAT,
                indexAndNode(nodeId),
                Utf8.bytes(nodeId),
                Utf8.bytes(millis)));
    }

    @Override
    public boolean deregister(String nodeId) {
        Arguments.nodeId(nodeId);
        return ReplyReader.isOne(commands.run(
                call("deregister", nodeId), LuaScript.DEREGISTER, indexAndNode(nodeId), Utf8.bytes(nodeId)));
    }

    @Override
    public Set<String> activeNodes() {
        Set<String> nodes = new LinkedHashSet<>();
        for (Object node : list("activeNodes", LuaScript.ACTIVE_NODES)) {
            nodes.add(Utf8.text(ReplyReader.bytes(node)));
        }
        return Collections.unmodifiableSet(nodes);
    }

    @Override
    public Map<String, Map<String, String>> members() {
        List<?> found = list("members", LuaScript.MEMBERS);
        Map<String, Map<String, String>> members = new LinkedHashMap<>();
        for (int i = 0; i < found.size(); i += 2) {
            String nodeId = Utf8.text(ReplyReader.bytes(found.get(i)));
            members.put(nodeId, MetadataCodec.decode(nodeId, ReplyReader.bytes(found.get(i + 1))));
        }
        return Collections.unmodifiableMap(members);
    }

    @Override
    public Optional<Map<String, String>> metadata(String nodeId) {
        Arguments.nodeId(nodeId);
        Object metadata = commands.run(call("metadata", nodeId), Command.GET, namespace.node(nodeId));
        return metadata == null
                ? Optional.empty()
                : Optional.of(MetadataCodec.decode(nodeId, ReplyReader.bytes(metadata)));
    }

    private List<?> list(String method, LuaScript script) {
        CallDescription call = new CallDescription(method, "the cluster", null);
        return ReplyReader.list(commands.run(call, script, List.of(namespace.nodeIndex()), namespace.nodePrefix()));
    }

    private List<byte[]> indexAndNode(String nodeId) {
        return List.of(namespace.nodeIndex(), namespace.node(nodeId));
    }

    private static CallDescription call(String method, String nodeId) {
        return new CallDescription(method, "node", nodeId);
    }
}
