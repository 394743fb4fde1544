// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.redis.RedisCoordination;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/**
 * The calls of the Redis adapter, each with the call of bare Jedis that sends the same commands with the same keys and
 * arguments. Both use the same client, pool and connection. The keys for Jedis are encoded in advance.
 */
final class RedisCallPairs implements AutoCloseable {

    private static final Duration TTL = Duration.ofMinutes(10);
    private static final byte[] VALUE = "v".repeat(64).getBytes(UTF_8);

    private final String namespace = "bench-" + UUID.randomUUID();
    private final byte[] value = key("c:value");
    private final byte[] counter = key("c:counter");
    private final byte[] channel = key("p:channel");
    private final List<byte[]> election = List.of(key("{l:election}:h"), key("{l:election}:t"));
    private final List<byte[]> node = List.of(
            "node".getBytes(UTF_8),
            Long.toString(TTL.toMillis()).getBytes(UTF_8),
            Long.toString(TTL.plusDays(1).toMillis()).getBytes(UTF_8));

    private final RedisClient client;
    private final DistributedCoordination coordination;
    private final byte[] acquire;

    /** An operation of the adapter, and the same with Jedis. */
    record Pair(String operation, Supplier<?> adapter, Supplier<?> jedis) {}

    RedisCallPairs(URI redis) throws IOException {
        client = RedisClient.create(redis);
        coordination = RedisCoordination.builder(client, namespace).build();
        acquire = client.scriptLoad(script("acquire.lua")).getBytes(UTF_8);
        coordination.cache().set("value", VALUE);
        checkThatBothUseTheSameKeys();
    }

    private byte[] key(String name) {
        return (namespace + ":" + name).getBytes(UTF_8);
    }

    private static String script(String file) throws IOException {
        try (InputStream in = RedisCoordination.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private void checkThatBothUseTheSameKeys() {
        boolean same = Arrays.equals(coordination.cache().get("value").orElseThrow(), client.get(value))
                && coordination.cache().exists("value")
                && client.exists(value)
                && coordination.cache().increment("counter", 1) == 1
                && client.incrBy(counter, 1) == 2
                && String.valueOf(tryAcquire().orElseThrow().fencingToken())
                        .equals(new String((byte[]) client.evalsha(acquire, election, node), UTF_8));
        if (!same) {
            throw new IllegalStateException("the adapter and Jedis do not use the same keys");
        }
    }

    private Optional<Leadership> tryAcquire() {
        return coordination.leaderElection().tryAcquire("election", "node", TTL);
    }

    List<Pair> pairs() {
        return List.of(
                new Pair("get", () -> coordination.cache().get("value"), () -> client.get(value)),
                new Pair("set", this::set, () -> client.set(value, VALUE)),
                new Pair(
                        "setWithTtl",
                        this::setWithTtl,
                        () -> client.set(value, VALUE, SetParams.setParams().px(TTL.toMillis()))),
                new Pair("exists", () -> coordination.cache().exists("value"), () -> client.exists(value)),
                new Pair(
                        "increment",
                        () -> coordination.cache().increment("counter", 1),
                        () -> client.incrBy(counter, 1)),
                new Pair("tryAcquire", this::tryAcquire, () -> client.evalsha(acquire, election, node)),
                new Pair(
                        "publish",
                        () -> coordination.pubSub().publish("channel", VALUE),
                        () -> client.publish(channel, VALUE)));
    }

    private Object set() {
        coordination.cache().set("value", VALUE);
        return VALUE;
    }

    private Object setWithTtl() {
        coordination.cache().set("value", VALUE, TTL);
        return VALUE;
    }

    @Override
    public void close() {
        client.del(value);
        client.del(counter);
        election.forEach(client::del);
        coordination.close();
        client.close();
    }
}
