// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.coordination.junit.harness.TimeControl;
import dev.coordination.memory.FakeClock;
import dev.coordination.redis.server.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Moves the time of a server with a hand-written client instead of a library. */
@ExtendWith(SingleServer.class)
class RedisTimeTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final String namespace = "own-client-" + UUID.randomUUID();
    private final String key = namespace + ":k";
    private final RespClient client;

    RedisTimeTest(RedisServer server) throws IOException {
        client = new RespClient(server.uri());
    }

    @AfterEach
    void disconnect() throws IOException {
        client.call("DEL", key, namespace + ":other");
        client.close();
    }

    private void set(String name, Duration ttl) {
        assertThat(client.call("SET", name, "v", "PX", Long.toString(ttl.toMillis())))
                .isEqualTo("OK");
    }

    private Duration left(String name) {
        return Duration.ofMillis(Long.parseLong(client.call("PTTL", name)));
    }

    @Test
    void aHarnessWithAnyClientCanShiftTtls() {
        TimeControl time = TimeControl.shifted(MINUTE, RedisTime.shift(namespace + ":*", client));
        set(key, Duration.ofHours(3));

        time.advance(Duration.ofHours(1));
        assertThat(left(key)).isBetween(Duration.ofMinutes(119), Duration.ofHours(2));
        time.advance(Duration.ofHours(2));

        assertThat(client.call("GET", key)).isEqualTo("nil");
    }

    @Test
    void onlyTheNamedKeysAreShifted() {
        String stranger = "x" + key;
        set(stranger, Duration.ofHours(3));
        client.call("SET", namespace + ":other", "stays");
        try {
            RedisTime.shift(namespace + ":*", client).accept(Duration.ofHours(2));

            assertThat(left(stranger)).isBetween(Duration.ofMinutes(179), Duration.ofHours(3));
            assertThat(client.call("GET", namespace + ":other")).isEqualTo("stays");
        } finally {
            client.call("DEL", stranger);
        }
    }

    /** The keys on the server, a scheduled task and the clock agree on the time. */
    @Test
    void theServerFollowsTheClock() {
        FakeClock clock = FakeClock.create();
        TimeControl time = TimeControl.following(clock, MINUTE, RedisTime.shift(namespace + ":*", client));
        set(key, Duration.ofHours(2));
        List<String> seen = new ArrayList<>();
        var unused = time.scheduler().schedule(() -> seen.add(client.call("EXISTS", key)), 90, TimeUnit.MINUTES);

        clock.advance(Duration.ofHours(1));
        assertThat(left(key)).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        time.advance(Duration.ofHours(1));

        assertThat(seen).containsExactly("1");
        assertThat(client.call("EXISTS", key)).isEqualTo("0");
    }

    @Test
    void waitingEndsWhenTheTimeHasPassedOnTheServer() {
        set(key, Duration.ofMillis(20));

        TimeControl.inRealTime(Duration.ofMillis(20), RedisTime.waiting(client)).advance(Duration.ofMillis(20));

        assertThat(client.call("EXISTS", key)).isEqualTo("0");
    }

    @Test
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();

        assertThatIllegalStateException()
                .isThrownBy(() -> RedisTime.waiting(client).accept(Duration.ofDays(1)));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aLargeDatabaseIsRefused() {
        RedisEval large = (script, arguments) -> 100_001;

        assertThatIllegalStateException()
                .isThrownBy(() -> RedisTime.shift("x:*", large).accept(MINUTE))
                .withMessage(
                        "Cannot move time on the server: the database holds 100,001 keys. Moving time reads every key, so"
                                + " on a server that the tests did not start, the limit is 100,000 keys. Connect to a database with"
                                + " fewer keys.");
    }

    @Test
    void anExceptionOfTheClientIsPropagated() {
        UnsupportedOperationException thrown = new UnsupportedOperationException("no scripts");
        RedisEval broken = (script, arguments) -> {
            throw thrown;
        };

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> RedisTime.shift("x:*", broken).accept(MINUTE))
                .isSameAs(thrown);
    }

    @Test
    @SuppressWarnings("NullAway") // Null arguments are tested.
    void nullIsRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> RedisTime.shift(null, client))
                .withMessage("keys must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> RedisTime.shift("x:*", null))
                .withMessage("eval must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> RedisTime.waiting(null))
                .withMessage("eval must not be null");
    }
}
