// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.Set;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisCluster;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;

/** Creates clients of clusters with any supported Jedis. */
final class ClusterClients {

    private ClusterClients() {}

    /** Returns a client of the class that this Jedis recommends: {@code RedisClusterClient} since Jedis 7.2. */
    static UnifiedJedis recommended(Set<HostAndPort> nodes, JedisClientConfig config) {
        try {
            Class.forName("redis.clients.jedis.RedisClusterClient");
        } catch (ClassNotFoundException e) {
            return old(nodes, config);
        }
        return SinceJedis72.create(nodes, config);
    }

    @SuppressWarnings("deprecation")
    static UnifiedJedis old(Set<HostAndPort> nodes, JedisClientConfig config) {
        return new JedisCluster(nodes, config);
    }

    /** A class of its own, so that an older Jedis is not asked for what it does not have. */
    private static final class SinceJedis72 {

        static UnifiedJedis create(Set<HostAndPort> nodes, JedisClientConfig config) {
            return RedisClusterClient.builder()
                    .nodes(nodes)
                    .clientConfig(config)
                    .build();
        }
    }
}
