// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Protocol.Command;

/** Leader election: each election has a lease, which expires with the term, and the last fencing token, which is kept longer. */
final class RedisLeaderElection implements LeaderElection {

    /**
     * How long the last token is kept after a term has ended. It could be dropped at once if the server's clock were never set
     * back; this is for clocks that are.
     */
    private static final Duration TOKEN_OUTLIVES_TERM = Duration.ofDays(1);

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
        return commands.run(
                        call("tryAcquire", election),
                        ReplyReader::optionalBytes,
                        LuaScript.ACQUIRE,
                        leaseAndToken(election),
                        Utf8.bytes(nodeId),
                        Utf8.bytes(millis),
                        tokenMillis(millis))
                .map(token -> LeaseCodec.leadership(election, nodeId, Utf8.text(token)));
    }

    @Override
    public boolean renew(Leadership held, Duration ttl) {
        Arguments.notNull(held, "held");
        long millis = Arguments.ttlMillis(ttl, "ttl");
        return commands.run(
                call("renew", held.election()),
                ReplyReader::isOne,
                LuaScript.RENEW,
                leaseAndToken(held.election()),
                LeaseCodec.encode(held),
                Utf8.bytes(millis),
                tokenMillis(millis));
    }

    @Override
    public boolean release(Leadership held) {
        Arguments.notNull(held, "held");
        return commands.run(
                call("release", held.election()),
                ReplyReader::isOne,
                LuaScript.RELEASE,
                List.of(namespace.lease(held.election())),
                LeaseCodec.encode(held));
    }

    @Override
    public boolean release(String election, String nodeId) {
        Arguments.election(election);
        Arguments.nodeId(nodeId);
        return commands.run(
                call("release", election),
                ReplyReader::isOne,
                LuaScript.RELEASE_NODE,
                List.of(namespace.lease(election)),
                Utf8.bytes(nodeId));
    }

    @Override
    public Optional<Leadership> currentLeader(String election) {
        Arguments.election(election);
        return commands.run(
                        call("currentLeader", election),
                        ReplyReader::optionalBytes,
                        Command.GET,
                        namespace.lease(election))
                .map(lease -> LeaseCodec.decode(election, lease));
    }

    private List<byte[]> leaseAndToken(String election) {
        return List.of(namespace.lease(election), namespace.lastToken(election));
    }

    private static byte[] tokenMillis(long leaseMillis) {
        return Utf8.bytes(leaseMillis + TOKEN_OUTLIVES_TERM.toMillis());
    }

    private static CallDescription call(String method, String election) {
        return new CallDescription(method, "election", election);
    }
}
