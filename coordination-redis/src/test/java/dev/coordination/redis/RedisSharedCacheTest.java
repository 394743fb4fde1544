// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CounterOverflowException;
import dev.coordination.DistributedCoordination;
import dev.coordination.NotACounterException;
import dev.coordination.SharedCache;
import dev.coordination.redis.server.RestartableServer;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what is difficult to get right with Redis and Lua; the contract covers everything else. */
@ExtendWith(RedisExtension.class)
class RedisSharedCacheTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final DistributedCoordination handle;
    private final SharedCache cache;

    RedisSharedCacheTest(RestartableServer server) {
        handle = RedisCoordination.connect(server.uri(), RedisExtension.uniqueNamespace());
        cache = handle.cache();
    }

    @BeforeEach
    void fresh() {
        assertThat(cache.deleteMatching("*")).isZero();
    }

    @AfterEach
    void close() {
        handle.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?protocol=2", "?protocol=3"})
    void keepsEveryByteOfAMebibyteInBothProtocols(String protocol, RestartableServer server) {
        byte[] value = new byte[1024 * 1024];
        new Random(1).nextBytes(value);
        byte[] other = value.clone();
        other[value.length - 1]++;
        try (DistributedCoordination own =
                RedisCoordination.connect(URI.create(server.uri() + protocol), RedisExtension.uniqueNamespace())) {
            own.cache().set("k", value);

            assertThat(own.cache().get("k")).hasValue(value);
            assertThat(own.cache().replace("k", other, new byte[0])).isFalse();
            assertThat(own.cache().replace("k", value, other)).isTrue();
            assertThat(own.cache().get("k")).hasValue(other);
            assertThat(own.cache().delete("k", value)).isFalse();
            assertThat(own.cache().delete("k", other)).isTrue();
            assertThat(own.cache().get("none")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, -1, (1L << 53) - 1, 1L << 53, (1L << 53) + 1, -(1L << 53) - 1, Long.MAX_VALUE, Long.MIN_VALUE
            })
    void countsExactlyWhereADoubleWouldRound(long value) {
        assertThat(cache.increment("plain", value)).isEqualTo(value);
        assertThat(cache.increment("script", value, LONG)).isEqualTo(value);
        assertThat(cache.increment("plain", value > 0 ? -1 : 1)).isEqualTo(value > 0 ? value - 1 : value + 1);
        assertThat(cache.increment("script", value > 0 ? -1 : 1, LONG)).isEqualTo(value > 0 ? value - 1 : value + 1);

        String expected = Long.toString(value > 0 ? value - 1 : value + 1);
        assertThat(cache.get("plain")).hasValue(Utf8.bytes(expected));
        assertThat(cache.get("script")).hasValue(Utf8.bytes(expected));
    }

    @Test
    void refusesAnIncrementBeyondTheRangeAndKeepsTheCounter() {
        cache.set("max", Utf8.bytes(Long.MAX_VALUE), LONG);
        cache.set("min", Utf8.bytes(Long.MIN_VALUE), LONG);

        assertThatThrownBy(() -> cache.increment("max", 1))
                .isExactlyInstanceOf(CounterOverflowException.class)
                .hasMessage("incrementing key \"max\" by 1 would leave the 64-bit range (C-10)");
        assertThatThrownBy(() -> cache.increment("max", 1, ofSeconds(1))).isInstanceOf(CounterOverflowException.class);
        assertThatThrownBy(() -> cache.increment("min", -1))
                .isExactlyInstanceOf(CounterOverflowException.class)
                .hasMessage("incrementing key \"min\" by -1 would leave the 64-bit range (C-10)");
        assertThatThrownBy(() -> cache.increment("min", Long.MIN_VALUE, ofSeconds(1)))
                .isInstanceOf(CounterOverflowException.class);

        assertThat(cache.get("max")).hasValue(Utf8.bytes(Long.MAX_VALUE));
        assertThat(cache.get("min")).hasValue(Utf8.bytes(Long.MIN_VALUE));
        assertThat(cache.ttl("max")).hasValueSatisfying(left -> assertThat(left).isGreaterThan(ofSeconds(60)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "+1",
                "01",
                "-0",
                "--1",
                " 1",
                "1 ",
                "1.0",
                "1e3",
                "0x1",
                "9223372036854775808",
                "-9223372036854775809",
                "1\0",
                "\u0661"
            })
    void refusesToIncrementAValueThatIsNotACanonicalDecimalAndKeepsIt(String value) {
        cache.set("k\n", Utf8.bytes(value), LONG);

        assertThatThrownBy(() -> cache.increment("k\n", 1))
                .isExactlyInstanceOf(NotACounterException.class)
                .hasMessage(
                        "key \"k\\u000a\" must hold the canonical decimal form of a 64-bit integer to be incremented"
                                + " (C-09), but does not");
        assertThatThrownBy(() -> cache.increment("k\n", 1, ofSeconds(1)))
                .isExactlyInstanceOf(NotACounterException.class)
                .hasMessage(
                        "key \"k\\u000a\" must hold the canonical decimal form of a 64-bit integer to be incremented"
                                + " (C-09), but does not");

        assertThat(cache.get("k\n")).hasValue(Utf8.bytes(value));
        assertThat(cache.ttl("k\n")).hasValueSatisfying(left -> assertThat(left).isGreaterThan(ofSeconds(60)));
    }

    @Test
    void incrementAppliesItsTtlOnlyIfItCreatesTheKey() {
        cache.increment("none", 1);
        cache.increment("none", 1, LONG);
        cache.increment("some", 1, LONG);
        cache.increment("some", 1, ofSeconds(1));

        assertThat(cache.ttl("none")).isEmpty();
        assertThat(cache.ttl("some"))
                .hasValueSatisfying(
                        left -> assertThat(left).isGreaterThan(ofSeconds(60)).isLessThanOrEqualTo(LONG));
    }

    @Test
    void replaceKeepsTheExpiry() {
        cache.set("some", new byte[] {1}, LONG);
        cache.set("none", new byte[] {1});

        assertThat(cache.replace("some", new byte[] {1}, new byte[] {2})).isTrue();
        assertThat(cache.replace("none", new byte[] {1}, new byte[] {2})).isTrue();
        assertThat(cache.replace("absent", new byte[0], new byte[] {2})).isFalse();

        assertThat(cache.ttl("some")).isPresent();
        assertThat(cache.ttl("none")).isEmpty();
        assertThat(cache.exists("absent")).isFalse();
    }

    @Test
    void acceptsTheShortestAndTheLongestTtl() {
        cache.set("long", new byte[0], Duration.ofDays(36_500));
        cache.expire("long", Duration.ofDays(36_500));
        cache.increment("counter", 1, Duration.ofDays(36_500));

        assertThat(cache.ttl("long"))
                .hasValueSatisfying(left -> assertThat(left)
                        .isGreaterThan(Duration.ofDays(36_499))
                        .isLessThanOrEqualTo(Duration.ofDays(36_500)));
        assertThat(cache.ttl("counter")).isPresent();
        assertThat(cache.setIfAbsent("short", new byte[0], ofMillis(1))).isTrue();
        assertThat(cache.ttl("short").orElse(ofMillis(1))).isEqualTo(ofMillis(1));
    }

    @Test
    void deletesMatchingKeysAndNoOthersInSeveralBatches() {
        for (int i = 0; i < 2_500; i++) {
            cache.set("a" + i, new byte[0]);
        }
        cache.set("b", new byte[0]);

        assertThat(cache.deleteMatching("a*")).isEqualTo(2_500);
        assertThat(cache.deleteMatching("a*")).isZero();
        assertThat(cache.exists("b")).isTrue();
    }

    @Test
    void treatsSpecialCharactersInKeysLiterally() {
        for (String name : new String[] {"*", "?", "[a]", "a", "\\a", "[^b]"}) {
            cache.set(name, Utf8.bytes(name));
        }

        assertThat(cache.delete("*")).isTrue();
        assertThat(cache.get("?")).hasValue(Utf8.bytes("?"));
        assertThat(cache.delete("[a]")).isTrue();
        assertThat(cache.get("a")).hasValue(Utf8.bytes("a"));
        assertThat(cache.get("\\a")).hasValue(Utf8.bytes("\\a"));
        assertThat(cache.deleteMatching("\\[\\^b]")).isEqualTo(1);
        assertThat(cache.deleteMatching("*")).isEqualTo(3);
    }

    @Test
    void copiesValuesOnTheWayInAndOut() {
        byte[] value = {1};
        cache.set("k", value);
        value[0] = 2;

        byte[] first = cache.get("k").orElseThrow();
        first[0] = 3;

        assertThat(cache.get("k")).hasValue(new byte[] {1});
    }
}
