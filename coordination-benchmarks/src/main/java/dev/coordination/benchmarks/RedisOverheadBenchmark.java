// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.redis.RedisCoordination;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/**
 * Compares the Redis adapter with bare Jedis, which sends the same commands with the same keys and arguments. Both use the
 * same client, pool and connection. The keys for Jedis are encoded in advance.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RedisOverheadBenchmark {

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

    private RedisClient client;
    private DistributedCoordination coordination;
    private byte[] acquire;

    /** Called by JMH. */
    public RedisOverheadBenchmark() {}

    private byte[] key(String name) {
        return (namespace + ":" + name).getBytes(UTF_8);
    }

    @Setup
    public void connect() throws IOException {
        client = RedisClient.create(System.getProperty(BenchmarkRun.REDIS));
        coordination = RedisCoordination.builder(client, namespace).build();
        acquire = client.scriptLoad(script("acquire.lua")).getBytes(UTF_8);
        setByAdapter();
        tryAcquireByAdapter();
        incrementByAdapter();
        checkThatBothUseTheSameKeys();
    }

    private static String script(String file) throws IOException {
        try (InputStream in = RedisCoordination.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private void checkThatBothUseTheSameKeys() {
        boolean same = Arrays.equals(getByAdapter().orElseThrow(), getByJedis())
                && existsByAdapter()
                && existsByJedis()
                && incrementByAdapter() == 2
                && incrementByJedis() == 3
                && String.valueOf(tryAcquireByAdapter().orElseThrow().fencingToken())
                        .equals(new String((byte[]) tryAcquireByJedis(), UTF_8));
        if (!same) {
            throw new IllegalStateException("the adapter and Jedis do not use the same keys");
        }
    }

    @TearDown
    public void close() {
        client.del(value);
        client.del(counter);
        election.forEach(client::del);
        coordination.close();
        client.close();
    }

    @Benchmark
    public Optional<byte[]> getByAdapter() {
        return coordination.cache().get("value");
    }

    @Benchmark
    public byte[] getByJedis() {
        return client.get(value);
    }

    @Benchmark
    public void setByAdapter() {
        coordination.cache().set("value", VALUE);
    }

    @Benchmark
    public String setByJedis() {
        return client.set(value, VALUE);
    }

    @Benchmark
    public void setWithTtlByAdapter() {
        coordination.cache().set("value", VALUE, TTL);
    }

    @Benchmark
    public String setWithTtlByJedis() {
        return client.set(value, VALUE, SetParams.setParams().px(TTL.toMillis()));
    }

    @Benchmark
    public boolean existsByAdapter() {
        return coordination.cache().exists("value");
    }

    @Benchmark
    public boolean existsByJedis() {
        return client.exists(value);
    }

    @Benchmark
    public long incrementByAdapter() {
        return coordination.cache().increment("counter", 1);
    }

    @Benchmark
    public long incrementByJedis() {
        return client.incrBy(counter, 1);
    }

    @Benchmark
    public Optional<Leadership> tryAcquireByAdapter() {
        return coordination.leaderElection().tryAcquire("election", "node", TTL);
    }

    @Benchmark
    public Object tryAcquireByJedis() {
        return client.evalsha(acquire, election, node);
    }

    @Benchmark
    public long publishByAdapter() {
        return coordination.pubSub().publish("channel", VALUE);
    }

    @Benchmark
    public long publishByJedis() {
        return client.publish(channel, VALUE);
    }
}
