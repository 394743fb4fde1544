package dev.coordination.redis;

import dev.coordination.Arguments;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Protocol.Command;

/** Elections: a lease that expires by itself, and beside it the last fencing token, which never does. */
final class RedisElections implements LeaderElection {

    private final Commands commands;
    private final Namespace namespace;

    RedisElections(Commands commands, Namespace namespace) {
        this.commands = commands;
        this.namespace = namespace;
    }

    @Override
    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
        Arguments.election(election);
        Arguments.nodeId(nodeId);
        long millis = Arguments.ttlMillis("ttl", ttl);
        Object token = commands.run(
                on("tryAcquire", election),
                Script.ACQUIRE,
                List.of(namespace.lease(election), namespace.lastToken(election)),
                Utf8.bytes(nodeId),
                Utf8.bytes(millis));
        return token == null
                ? Optional.empty()
                : Optional.of(Lease.leadership(election, nodeId, Utf8.text(Replies.bytes(token))));
    }

    @Override
    public boolean renew(Leadership held, Duration ttl) {
        Arguments.notNull(held, "held");
        long millis = Arguments.ttlMillis("ttl", ttl);
        return Replies.isOne(commands.run(
                on("renew", held.election()),
                Script.RENEW,
                List.of(namespace.lease(held.election())),
                Lease.encode(held),
                Utf8.bytes(millis)));
    }

    @Override
    public boolean release(Leadership held) {
        Arguments.notNull(held, "held");
        return Replies.isOne(commands.run(
                on("release", held.election()),
                Script.RELEASE,
                List.of(namespace.lease(held.election())),
                Lease.encode(held)));
    }

    @Override
    public boolean release(String election, String nodeId) {
        Arguments.election(election);
        Arguments.nodeId(nodeId);
        return Replies.isOne(commands.run(
                on("release", election), Script.RELEASE_NODE, List.of(namespace.lease(election)), Utf8.bytes(nodeId)));
    }

    @Override
    public Optional<Leadership> currentLeader(String election) {
        Arguments.election(election);
        Object lease = commands.run(on("currentLeader", election), Command.GET, namespace.lease(election));
        return lease == null ? Optional.empty() : Optional.of(Lease.decode(election, Replies.bytes(lease)));
    }

    private static Operation on(String verb, String election) {
        return new Operation(verb, "election", election);
    }
}
