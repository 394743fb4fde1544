// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Protocol.Command;

/** Leader election: each election has a lease, which expires, and the last fencing token, which does not. */
final class RedisLeaderElection implements LeaderElection {

    private final CommandExecutor commands;
    private final Namespace namespace;

    RedisLeaderElection(CommandExecutor commands, Namespace namespace) {
        this.commands = commands;
        this.namespace = namespace;
    }

    @Override
    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
        Arguments.election(election);
        Arguments.nodeId(nodeId);
        long millis = Arguments.ttlMillis(ttl, "ttl");
        Object token = commands.run(
                call("tryAcquire", election),
                LuaScript.ACQUIRE,
                List.of(namespace.lease(election), namespace.lastToken(election)),
                Utf8.bytes(nodeId),
                Utf8.bytes(millis));
        return token == null
                ? Optional.empty()
                : Optional.of(LeaseCodec.leadership(election, nodeId, Utf8.text(ReplyReader.bytes(token))));
    }

    @Override
    public boolean renew(Leadership held, Duration ttl) {
        Arguments.notNull(held, "held");
        long millis = Arguments.ttlMillis(ttl, "ttl");
        return ReplyReader.isOne(commands.run(
                call("renew", held.election()),
                LuaScript.RENEW,
                List.of(namespace.lease(held.election())),
                LeaseCodec.encode(held),
                Utf8.bytes(millis)));
    }

    @Override
    public boolean release(Leadership held) {
        Arguments.notNull(held, "held");
        return ReplyReader.isOne(commands.run(
                call("release", held.election()),
                LuaScript.RELEASE,
                List.of(namespace.lease(held.election())),
                LeaseCodec.encode(held)));
    }

    @Override
    public boolean release(String election, String nodeId) {
        Arguments.election(election);
        Arguments.nodeId(nodeId);
        return ReplyReader.isOne(commands.run(
                call("release", election),
                LuaScript.RELEASE_NODE,
                List.of(namespace.lease(election)),
                Utf8.bytes(nodeId)));
    }

    @Override
    public Optional<Leadership> currentLeader(String election) {
        Arguments.election(election);
        Object lease = commands.run(call("currentLeader", election), Command.GET, namespace.lease(election));
        return lease == null ? Optional.empty() : Optional.of(LeaseCodec.decode(election, ReplyReader.bytes(lease)));
    }

    private static CallDescription call(String method, String election) {
        return new CallDescription(method, "election", election);
    }
}
