// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import dev.coordination.junit.harness.Capability;
import dev.coordination.redis.server.RedisServer;
import java.util.EnumSet;
import java.util.Set;
import redis.clients.jedis.UnifiedJedis;

/** How a harness reaches its servers, depending on how they work together. */
interface HarnessServer extends AutoCloseable {

    /** Connects to servers. */
    static HarnessServer of(RedisServer server, String clientName) {
        return switch (server.kind()) {
            case STANDALONE -> new StandaloneServer(server.uri(), clientName);
            case SENTINEL -> new SentinelServer(server.uri(), clientName);
            case CLUSTER -> new ClusterServer(server.uri(), clientName);
        };
    }

    /** Returns the client of the handles. */
    UnifiedJedis client();

    /** Returns the servers, for what a harness does on them itself. */
    RedisNodes nodes();

    /** Returns a client of servers that cannot be reached, because they are looked for where nothing listens. */
    UnifiedJedis openUnreachable(DeadAddress nowhere);

    /** Returns a client that loses the reply to its first write. */
    LosingClient openLosingReply();

    /** Returns what handles on these servers can do. */
    default Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    void close();
}
