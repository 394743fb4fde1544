// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import java.net.URI;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** A single server. */
final class StandaloneServer implements HarnessServer {

    private final URI uri;
    private final String clientName;
    private final RedisClient client;

    StandaloneServer(URI uri, String clientName) {
        this.uri = uri;
        this.clientName = clientName;
        this.client = RedisClients.open(uri, clientName, RedisClients.PATIENCE);
    }

    @Override
    public UnifiedJedis client() {
        return client;
    }

    @Override
    public RedisNodes nodes() {
        return RedisNodes.of(client);
    }

    @Override
    public UnifiedJedis openUnreachable(DeadAddress nowhere) {
        return RedisClients.openUnreachable(nowhere, clientName);
    }

    @Override
    public LosingClient openLosingReply() {
        return LosingClient.of(RedisClients.openLosingReply(uri, clientName));
    }

    @Override
    public void close() {
        client.close();
    }
}
