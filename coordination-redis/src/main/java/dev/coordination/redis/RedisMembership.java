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

/** Membership: one key with its own expiry for each node, and an index of them that scripts keep and clean. */
final class RedisMembership implements ClusterMembership {

    private final Commands commands;
    private final Namespace namespace;

    RedisMembership(Commands commands, Namespace namespace) {
        this.commands = commands;
        this.namespace = namespace;
    }

    @Override
    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
        Arguments.nodeId(nodeId);
        Map<String, String> copy = Arguments.metadata(metadata);
        long millis = Arguments.ttlMillis("ttl", ttl);
        commands.run(
                on("register", nodeId),
                Script.REGISTER,
                indexAndNode(nodeId),
                Utf8.bytes(nodeId),
                Metadata.encode(copy),
                Utf8.bytes(millis));
    }

    @Override
    public boolean heartbeat(String nodeId, Duration ttl) {
        Arguments.nodeId(nodeId);
        long millis = Arguments.ttlMillis("ttl", ttl);
        return Replies.isOne(commands.run(
                on("heartbeat", nodeId),
                Script.HEARTBEAT,
                indexAndNode(nodeId),
                Utf8.bytes(nodeId),
                Utf8.bytes(millis)));
    }

    @Override
    public boolean deregister(String nodeId) {
        Arguments.nodeId(nodeId);
        return Replies.isOne(
                commands.run(on("deregister", nodeId), Script.DEREGISTER, indexAndNode(nodeId), Utf8.bytes(nodeId)));
    }

    @Override
    public Set<String> activeNodes() {
        Set<String> nodes = new LinkedHashSet<>();
        for (Object node : list("activeNodes", Script.ACTIVE_NODES)) {
            nodes.add(Utf8.text(Replies.bytes(node)));
        }
        return Collections.unmodifiableSet(nodes);
    }

    @Override
    public Map<String, Map<String, String>> members() {
        List<?> found = list("members", Script.MEMBERS);
        Map<String, Map<String, String>> members = new LinkedHashMap<>();
        for (int i = 0; i < found.size(); i += 2) {
            String nodeId = Utf8.text(Replies.bytes(found.get(i)));
            members.put(nodeId, Metadata.decode(nodeId, Replies.bytes(found.get(i + 1))));
        }
        return Collections.unmodifiableMap(members);
    }

    @Override
    public Optional<Map<String, String>> metadata(String nodeId) {
        Arguments.nodeId(nodeId);
        Object metadata = commands.run(on("metadata", nodeId), Command.GET, namespace.node(nodeId));
        return metadata == null ? Optional.empty() : Optional.of(Metadata.decode(nodeId, Replies.bytes(metadata)));
    }

    private List<?> list(String verb, Script script) {
        Operation operation = new Operation(verb, "the cluster", null);
        return Replies.list(commands.run(operation, script, List.of(namespace.nodeIndex()), namespace.nodePrefix()));
    }

    private List<byte[]> indexAndNode(String nodeId) {
        return List.of(namespace.nodeIndex(), namespace.node(nodeId));
    }

    private static Operation on(String verb, String nodeId) {
        return new Operation(verb, "node", nodeId);
    }
}
