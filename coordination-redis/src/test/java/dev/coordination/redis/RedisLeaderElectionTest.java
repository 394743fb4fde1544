// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationException;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.redis.server.RestartableServer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RedisExtension.class)
class RedisLeaderElectionTest {

    private static final Duration TTL = ofSeconds(100);

    private final TestNamespace namespace;
    private final LeaderElection elections;

    RedisLeaderElectionTest(RestartableServer server) {
        namespace = new TestNamespace(server);
        elections = namespace.handle.leaderElection();
    }

    @AfterEach
    void close() {
        namespace.close();
    }

    @Test
    void tokensContinueFromTheClockOfTheServerWhenTheCounterIsLost() {
        long first = acquire("e", "a");
        elections.release("e", "a");
        long second = acquire("e", "a");
        elections.release("e", "a");

        namespace.delete("{l:e}:t");
        long third = acquire("e", "a");

        assertThat(second).isGreaterThan(first);
        assertThat(third).isGreaterThan(second);
        long now = TimeUnit.SECONDS.toMicros(Instant.now().getEpochSecond());
        assertThat(third).isBetween(now - TimeUnit.HOURS.toMicros(1), now + TimeUnit.HOURS.toMicros(1));
    }

    @Test
    void tokensIncreaseAfterTermsWereLost() {
        for (int lost = 1; lost <= 5; lost++) {
            long before = acquire("e", "a");
            String copy = Long.toString(before);
            elections.release("e", "a");
            long last = before;
            for (int i = 0; i < lost; i++) {
                last = acquire("e", "b");
                elections.release("e", "b");
            }

            // What a replica knows that did not receive the latest terms.
            namespace.set("{l:e}:t", copy);

            assertThat(acquire("e", "c")).isGreaterThan(last);
            elections.release("e", "c");
        }
    }

    @Test
    void tokensIncreaseByOneWhileTheClockOfTheServerIsBehind() {
        long ahead = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()) + TimeUnit.HOURS.toMicros(1);
        for (long last : new long[] {ahead, 9_999_999_999_999_999L, (1L << 53) - 1, 1L << 53, Long.MAX_VALUE - 1}) {
            namespace.set("{l:e}:t", Long.toString(last));

            assertThat(acquire("e", "a")).isEqualTo(last + 1);
            elections.release("e", "a");
        }
    }

    @Test
    void aTokenThatIsBehindTheClockIsSkipped() {
        for (long last : new long[] {1, 9, 10, 999_999_999_999_999L, 1_000_000_000_000_000L}) {
            namespace.set("{l:e}:t", Long.toString(last));

            assertThat(acquire("e", "a")).isGreaterThan(last + 1).isLessThan(1L << 53);
            elections.release("e", "a");
        }
    }

    @Test
    void theLastTokenExpiresADayAfterTheTerm() {
        long day = TimeUnit.DAYS.toMillis(1);
        long hour = TimeUnit.HOURS.toMillis(1);

        Leadership held = elections.tryAcquire("e", "a", ofMillis(hour)).orElseThrow();
        assertThat(namespace.millisLeft("{l:e}:t")).isBetween(day + hour - 60_000, day + hour);
        elections.renew(held, ofMillis(2 * hour));
        assertThat(namespace.millisLeft("{l:e}:t")).isBetween(day + 2 * hour - 60_000, day + 2 * hour);
        elections.tryAcquire("e", "a", ofMillis(3 * hour));
        assertThat(namespace.millisLeft("{l:e}:t")).isBetween(day + 3 * hour - 60_000, day + 3 * hour);
    }

    @Test
    void aTermContinuesWhenTheCounterIsLost() {
        long first = acquire("e", "a");
        namespace.delete("{l:e}:t");

        assertThat(acquire("e", "a")).isEqualTo(first);
        elections.release("e", "a");
        assertThat(acquire("e", "b")).isGreaterThan(first);
    }

    @Test
    void tokensAreExactWhereADoubleWouldBeRounded() {
        long last = (1L << 53) + 1;
        namespace.set("{l:e}:t", Long.toString(last));

        assertThat(acquire("e", "a")).isEqualTo(last + 1);
        assertThat(elections.currentLeader("e")).hasValue(new Leadership("e", "a", last + 1));
        assertThat(elections.renew(new Leadership("e", "a", last), TTL)).isFalse();
        assertThat(elections.renew(new Leadership("e", "a", last + 1), TTL)).isTrue();
        assertThat(elections.release(new Leadership("e", "a", last + 2))).isFalse();
        assertThat(elections.release(new Leadership("e", "a", last + 1))).isTrue();
    }

    @Test
    void acquiringFailsAfterTheLargestToken() {
        namespace.set("{l:e}:t", Long.toString(Long.MAX_VALUE));

        assertThatThrownBy(() -> elections.tryAcquire("e", "a", TTL))
                .isExactlyInstanceOf(CoordinationException.class)
                .hasMessageContaining("tryAcquire of election \"e\"")
                .hasMessageContaining("increment or decrement would overflow");
        assertThat(elections.currentLeader("e")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {":", "1:a", "a:b", "*", "a\n", "\0", "", "}", "ä"})
    void nodesAreDistinguishedWhateverTheirNamesContain(String suffix) {
        String node = "n" + suffix;
        long token = acquire("e", node);

        assertThat(elections.release("e", "n" + suffix + "x")).isFalse();
        assertThat(elections.release("e", suffix.isEmpty() ? "x" : suffix)).isFalse();
        assertThat(elections.release("e", token + ":" + node)).isFalse();
        assertThat(elections.tryAcquire("e", "other", TTL)).isEmpty();
        assertThat(elections.currentLeader("e")).hasValue(new Leadership("e", node, token));
        assertThat(elections.release("e", node)).isTrue();
    }

    @Test
    void electionsAreIndependentWhateverTheirNamesContain() {
        String[] names = {"e", "e}:h", "e}:t", "}", "e}", "{e}", "*", ":"};
        for (String name : names) {
            acquire(name, "node of " + name);
        }

        for (String name : names) {
            assertThat(elections.currentLeader(name))
                    .hasValueSatisfying(leader -> assertThat(leader.nodeId()).isEqualTo("node of " + name));
        }
        assertThat(elections.release("e", "node of e")).isTrue();
        assertThat(elections.currentLeader("e}:h")).isPresent();
    }

    @Test
    void aLeaseThatAnotherProgramWroteIsRefused() {
        for (String foreign : new String[] {"", "x", "1", ":a", "1:", "0:a", "-1:a", "9223372036854775808:a", "a:1"}) {
            namespace.set("{l:e\n}:h", foreign);

            assertThatThrownBy(() -> elections.currentLeader("e\n"))
                    .isExactlyInstanceOf(CoordinationException.class)
                    .hasMessage("the lease of election \"e\\u000a\" was not written by this adapter");
            assertThat(elections.tryAcquire("e\n", "other", TTL)).isEmpty();
            assertThat(elections.release("e\n", "other")).isFalse();
        }

        namespace.set("{l:e}:h", "0:a");
        assertThatThrownBy(() -> elections.tryAcquire("e", "a", TTL))
                .isExactlyInstanceOf(CoordinationException.class)
                .hasMessage("the lease of election \"e\" was not written by this adapter");
    }

    private long acquire(String election, String node) {
        return elections.tryAcquire(election, node, TTL).orElseThrow().fencingToken();
    }
}
