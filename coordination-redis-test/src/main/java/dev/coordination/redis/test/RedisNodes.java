// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.providers.SentineledConnectionProvider;
import redis.clients.jedis.util.Pool;

/** The servers of a harness, for what a harness does on each of them rather than through the adapter. */
final class RedisNodes implements RedisMasters {

    private static final String MASTER = "master";

    private final Supplier<Collection<? extends Pool<Connection>>> pools;
    private final boolean hasReplicas;

    private RedisNodes(Supplier<Collection<? extends Pool<Connection>>> pools, boolean hasReplicas) {
        this.pools = pools;
        this.hasReplicas = hasReplicas;
    }

    /** Returns the server of a client. */
    static RedisNodes of(RedisClient client) {
        return new RedisNodes(() -> List.of(client.getPool()), false);
    }

    /** Returns the server that is the master at the time of a call. */
    static RedisNodes of(SentineledConnectionProvider sentinels) {
        return new RedisNodes(() -> sentinels.getPrimaryNodesConnectionMap().values(), false);
    }

    /** Returns the nodes of a cluster, masters and replicas. */
    static RedisNodes of(RedisClusterClient client) {
        return new RedisNodes(() -> client.getClusterNodes().values(), true);
    }

    /** Calls every server, and returns the results. */
    <T> List<T> onAll(Function<Jedis, T> call) {
        return pools.get().stream().map(pool -> on(pool, call)).toList();
    }

    /** Calls every server that holds keys, and returns the results. */
    <T> List<T> onMasters(Function<Jedis, T> call) {
        return pools.get().stream()
                .filter(pool -> !hasReplicas || on(pool, RedisNodes::isMaster))
                .map(pool -> on(pool, call))
                .toList();
    }

    private static boolean isMaster(Jedis jedis) {
        return MASTER.equals(jedis.role().get(0));
    }

    private static <T> T on(Pool<Connection> pool, Function<Jedis, T> call) {
        try (Jedis jedis = new Jedis(pool.getResource())) {
            return call.apply(jedis);
        }
    }

    @Override
    public List<Long> eval(String script, List<String> arguments) {
        return onMasters(jedis -> (Long) jedis.eval(script, List.of(), arguments));
    }
}
