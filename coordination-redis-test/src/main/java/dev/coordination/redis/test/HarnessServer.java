// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import dev.coordination.redis.server.RedisServer;
import java.net.URI;
import redis.clients.jedis.UnifiedJedis;

/** How a harness reaches its servers, depending on how they work together. */
interface HarnessServer extends AutoCloseable {

    /** Connects to servers. */
    static HarnessServer of(RedisServer server, String clientName) {
        return switch (server.kind()) {
            case STANDALONE -> new StandaloneServer(server.uri(), clientName);
            case SENTINEL -> new SentinelServer(server.uri(), clientName);
            case CLUSTER ->
                throw new IllegalStateException(
                        "RedisHarness does not support a cluster, but was given " + server.description());
        };
    }

    /** Returns the client of the handles. */
    UnifiedJedis client();

    /** Returns the servers, for what a harness does on them itself. */
    RedisNodes nodes();

    /** Returns the URI of the server that is the master now. */
    URI master();

    @Override
    void close();
}
