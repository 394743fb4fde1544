// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.redis.server.RedisServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/**
 * Tests {@link TtlShift}. The server's clock advances by itself, so these tests accept a remaining TTL of up to a
 * minute below the expected one, but none above it.
 */
@ExtendWith(SingleServer.class)
class TtlShiftTest {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final HarnessNamespace namespace = HarnessNamespace.random();
    private final RedisServer server;
    private final RedisClient client;
    private final RedisNodes nodes;
    private final TtlShift shift;

    TtlShiftTest(RedisServer server) {
        this.server = server;
        this.client = RedisClients.open(server.uri(), namespace.name(), RedisClients.PATIENCE);
        this.nodes = RedisNodes.of(client);
        this.shift = RedisHarness.shift(server, nodes, namespace.glob(), TtlShift.FOREIGN_KEYS);
    }

    @AfterEach
    void removeKeys() {
        namespace.removeKeys(nodes);
        client.close();
    }

    private String key(String name) {
        return namespace.name() + ":" + name;
    }

    private void put(String key, long millis) {
        client.set(key, "value", SetParams.setParams().px(millis));
    }

    private void assertRemaining(String key, long millis) {
        assertThat(client.pttl(key)).as(key).isBetween(millis - MINUTE, millis);
    }

    @Test
    void lowersATtlByTheTimeThatPasses() {
        put(key("a"), 3 * HOUR);

        shift.pass(HOUR);

        assertRemaining(key("a"), 2 * HOUR);
        assertThat(client.get(key("a"))).isEqualTo("value");
    }

    @Test
    void shiftsAddUp() {
        put(key("a"), 3 * HOUR);

        IntStream.range(0, 100).forEach(i -> shift.pass(HOUR / 100));

        assertRemaining(key("a"), 2 * HOUR);
    }

    @Test
    void aKeyWithoutATtlDoesNotChange() {
        client.set(key("a"), "value");

        shift.pass(1_000 * HOUR);

        assertThat(client.pttl(key("a"))).isEqualTo(-1);
        assertThat(client.get(key("a"))).isEqualTo("value");
    }

    @Test
    void aKeyIsGoneWhenExactlyItsTtlHasPassed() {
        put(key("a"), HOUR);
        put(key("b"), HOUR + MINUTE);

        shift.pass(HOUR);

        assertThat(client.exists(key("a"))).isFalse();
        assertThat(client.exists(key("b"))).isTrue();
    }

    @Test
    void aKeyIsGoneWhenMoreThanItsTtlHasPassed() {
        put(key("a"), HOUR);

        shift.pass(10 * HOUR);

        assertThat(client.exists(key("a"))).isFalse();
    }

    @Test
    void keysOfEveryTypeAreShifted() {
        client.hset(key("hash"), "field", "value");
        client.zadd(key("sorted"), 1, "member");
        client.pexpire(key("hash"), 2 * HOUR);
        client.pexpire(key("sorted"), 2 * HOUR);

        shift.pass(HOUR);

        assertRemaining(key("hash"), HOUR);
        assertRemaining(key("sorted"), HOUR);
    }

    @Test
    void aKeyThatIsNotValidUtf8IsShifted() {
        byte[] key = (namespace.name() + ":?").getBytes(US_ASCII);
        key[key.length - 1] = (byte) 0xff;
        client.set(key, new byte[] {1}, SetParams.setParams().px(2 * HOUR));

        shift.pass(HOUR);

        assertThat(client.pttl(key)).isBetween(HOUR - MINUTE, HOUR);
    }

    @Test
    void theLongestTtlIsShiftedExactly() {
        long longest = Duration.ofDays(36_500).toMillis();
        put(key("a"), longest);
        put(key("b"), longest);

        shift.pass(1);
        assertRemaining(key("a"), longest - 1);

        shift.pass(longest - 2 * MINUTE);
        assertRemaining(key("a"), 2 * MINUTE - 1);

        shift.pass(2 * MINUTE - 1);
        assertThat(client.exists(key("b"))).isFalse();
    }

    @Test
    void otherNamespacesDoNotChange() {
        HarnessNamespace other = HarnessNamespace.random();
        List<String> strangers =
                List.of(other.name() + ":a", namespace.name(), namespace.name() + "x:a", "x" + namespace.name() + ":a");
        strangers.forEach(key -> put(key, 2 * HOUR));
        try {
            shift.pass(HOUR);

            strangers.forEach(key -> assertRemaining(key, 2 * HOUR));
        } finally {
            client.unlink(strangers.toArray(String[]::new));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 1_000, 5_000, 40_000})
    void eachOfManyKeysIsShiftedOnceWhileTheTableGrowsAndShrinks(int count) {
        set(IntStream.range(0, count));
        shift.pass(HOUR);
        assertRemainingOfAll(IntStream.range(0, count), 9 * HOUR);

        // After most keys are deleted, the server shrinks its table in small steps, during the next scans.
        delete(IntStream.range(count / 20, count));
        shift.pass(HOUR);
        assertRemainingOfAll(IntStream.range(0, count / 20), 8 * HOUR);
    }

    private void set(IntStream numbers) {
        try (Pipeline pipeline = client.pipelined()) {
            numbers.forEach(i ->
                    pipeline.set(key("k" + i), "value", SetParams.setParams().px(10 * HOUR)));
        }
    }

    private void delete(IntStream numbers) {
        try (Pipeline pipeline = client.pipelined()) {
            numbers.forEach(i -> pipeline.del(key("k" + i)));
        }
    }

    private void assertRemainingOfAll(IntStream numbers, long millis) {
        try (Pipeline pipeline = client.pipelined()) {
            var ttls = numbers.mapToObj(i -> pipeline.pttl(key("k" + i))).toList();
            pipeline.sync();
            assertThat(ttls).allSatisfy(ttl -> assertThat(ttl.get()).isBetween(millis - MINUTE, millis));
        }
    }

    /** The server of these tests, described as one that the user named. */
    private record ForeignServer(URI uri, String description) implements RedisServer {

        @Override
        public boolean isOwned() {
            return false;
        }

        @Override
        public void close() {}
    }

    private RedisServer named(String shown) {
        return new ForeignServer(server.uri(), "Redis 7.0.0 (" + shown + ")");
    }

    @Test
    void refusesALargeDatabaseOfANamedServerAndChangesNothing() {
        RedisServer foreign = named("redis://***@db.example:6379");
        put(key("a"), 2 * HOUR);
        TtlShift refusing = RedisHarness.shift(foreign, nodes, namespace.glob(), 0);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> refusing.pass(HOUR))
                .withMessageMatching(
                        "Cannot move time on Redis 7\\.0\\.0 \\(redis://\\*\\*\\*@db\\.example:6379\\):"
                                + " the database holds [0-9,]+ keys\\. Moving time reads every key, so on a server that the tests"
                                + " did not start, the limit is 0 keys\\. Set coordination\\.redis to a database with fewer keys\\.");
        assertRemaining(key("a"), 2 * HOUR);
    }

    @Test
    void shiftsASmallDatabaseOfANamedServer() {
        RedisServer foreign = named("mine");
        put(key("a"), 2 * HOUR);

        RedisHarness.shift(foreign, nodes, namespace.glob(), Long.MAX_VALUE).pass(HOUR);

        assertRemaining(key("a"), HOUR);
    }

    @Test
    void anOwnedServerMayHoldAnyNumberOfKeys() {
        put(key("a"), 2 * HOUR);

        RedisHarness.shift(server, nodes, namespace.glob(), 0).pass(HOUR);

        assertRemaining(key("a"), HOUR);
    }
}
