// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import dev.coordination.junit.harness.Capability;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.HostAndPortMapper;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.util.Pool;

/** A cluster without passwords, such as those that the tests have started. */
final class ClusterServer implements HarnessServer {

    /** The first version with sharded channels. */
    private static final int CHANNELS_SINCE = 7;

    private final Set<HostAndPort> seeds;
    private final String clientName;
    private final RedisClusterClient client;

    ClusterServer(URI uri, String clientName) {
        this.seeds = Arrays.stream(uri.getAuthority().split(","))
                .map(HostAndPort::from)
                .collect(Collectors.toSet());
        this.clientName = clientName;
        this.client = open(node -> node);
    }

    private RedisClusterClient open(HostAndPortMapper mapper) {
        return RedisClusterClient.builder()
                .nodes(seeds)
                .clientConfig(RedisClients.builder(clientName, RedisClients.PATIENCE)
                        .hostAndPortMapper(mapper)
                        .build())
                .poolConfig(RedisClients.poolConfig(RedisClients.PATIENCE))
                .build();
    }

    /** Returns a client that has discovered the nodes, and looks for each of them elsewhere from now on. */
    private RedisClusterClient openElsewhere(HostAndPortMapper elsewhere) {
        SwitchingMapper mapper = new SwitchingMapper();
        RedisClusterClient opened = open(mapper);
        mapper.switchTo(elsewhere);
        opened.getClusterNodes().values().forEach(Pool::clear);
        return opened;
    }

    @Override
    public UnifiedJedis client() {
        return client;
    }

    @Override
    public RedisNodes nodes() {
        return RedisNodes.of(client);
    }

    /** Returns a client that has known the cluster, none of whose nodes can be reached any more. */
    @Override
    public UnifiedJedis openUnreachable(DeadAddress nowhere) {
        return openElsewhere(node -> nowhere.hostAndPort());
    }

    @Override
    public LosingClient openLosingReply() {
        LosingProxies proxies = new LosingProxies();
        RedisClusterClient losing = openElsewhere(proxies::to);
        return new LosingClient(losing, () -> {
            losing.close();
            proxies.close();
        });
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> all = EnumSet.allOf(Capability.class);
        all.remove(Capability.PATTERN_SUBSCRIPTIONS);
        if (nodes().onMasters(jedis -> jedis.info("server")).stream()
                .anyMatch(info -> version(info) < CHANNELS_SINCE)) {
            all.removeAll(EnumSet.of(
                    Capability.PUBSUB,
                    Capability.EXACT_RECEIVER_COUNT,
                    Capability.KNOWS_WHEN_NOBODY_LISTENS,
                    Capability.POLL_SEES_PUBLISHED,
                    Capability.SUBSCRIPTION_LOSS));
        }
        return all;
    }

    private static int version(String info) {
        return info.lines()
                .filter(line -> line.startsWith("redis_version:"))
                .mapToInt(line -> Integer.parseInt(line.substring("redis_version:".length(), line.indexOf('.'))))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        client.close();
    }

    /** Maps each node to itself until it is switched. */
    private static final class SwitchingMapper implements HostAndPortMapper {

        private volatile HostAndPortMapper current = node -> node;

        void switchTo(HostAndPortMapper mapper) {
            current = mapper;
        }

        @Override
        public HostAndPort getHostAndPort(HostAndPort node) {
            return current.getHostAndPort(node);
        }
    }
}
