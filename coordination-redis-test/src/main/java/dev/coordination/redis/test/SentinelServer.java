// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.SentineledConnectionProvider;

/** The master that sentinels name. */
final class SentinelServer implements HarnessServer {

    private final String clientName;
    private final SentineledConnectionProvider provider;
    private final RedisSentinelClient client;

    /** Connects to sentinels without passwords, such as those that the tests have started. */
    SentinelServer(URI uri, String clientName) {
        this.clientName = clientName;
        DefaultJedisClientConfig config =
                RedisClients.builder(clientName, RedisClients.PATIENCE).build();
        String master = uri.getPath().substring(1);
        provider = new SentineledConnectionProvider(
                master,
                config,
                RedisClients.poolConfig(RedisClients.PATIENCE),
                sentinels(uri),
                DefaultJedisClientConfig.builder().protocol(RedisProtocol.RESP2).build());
        client = RedisSentinelClient.builder()
                .masterName(master)
                .sentinels(sentinels(uri))
                .connectionProvider(provider)
                .clientConfig(config)
                .build();
    }

    private static Set<HostAndPort> sentinels(URI uri) {
        return Arrays.stream(uri.getAuthority().split(","))
                .map(HostAndPort::from)
                .collect(Collectors.toSet());
    }

    @Override
    public UnifiedJedis client() {
        return client;
    }

    @Override
    public RedisNodes nodes() {
        return RedisNodes.of(provider);
    }

    @Override
    public UnifiedJedis openUnreachable(DeadAddress nowhere) {
        return RedisClients.openUnreachable(nowhere, clientName);
    }

    @Override
    public LosingClient openLosingReply() {
        return LosingClient.of(
                RedisClients.openLosingReply(URI.create("redis://" + provider.getCurrentMaster()), clientName));
    }

    @Override
    public void close() {
        client.close();
    }
}
