// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** Creates clients of a class that the oldest Jedis does not have. */
final class OwnClient {

    private OwnClient() {}

    static UnifiedJedis of(HostAndPort server, JedisClientConfig config) {
        return RedisClient.builder().hostAndPort(server).clientConfig(config).build();
    }
}
