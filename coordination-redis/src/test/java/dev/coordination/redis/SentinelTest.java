// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Subscription;
import dev.coordination.redis.server.SentinelServers;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisSentinelClient;

/** Tests handles that follow the master of a real set-up with Sentinel, through fail-overs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
@Tag("jedis-8")
class SentinelTest {

    private SentinelServers servers;

    @BeforeAll
    void start() {
        servers = SentinelServers.start();
    }

    @AfterAll
    void stop() {
        servers.close();
    }

    @Test
    void everyCallWorksByUri() {
        try (DistributedCoordination handle =
                RedisCoordination.connect(servers.uri(), RedisExtension.uniqueNamespace())) {
            Calls.all().values().forEach(call -> call.apply(handle));
        }
    }

    @Test
    void everyCallWorksWithTheClientOfTheCaller() {
        try (RedisSentinelClient client = client();
                DistributedCoordination handle = RedisCoordination.builder(client, RedisExtension.uniqueNamespace())
                        .build()) {
            Calls.all().values().forEach(call -> call.apply(handle));
        }
    }

    private RedisSentinelClient client() {
        Set<HostAndPort> sentinels = servers.sentinels().stream()
                .map(sentinel -> new HostAndPort("127.0.0.1", sentinel.port()))
                .collect(Collectors.toSet());
        return RedisSentinelClient.builder()
                .masterName(servers.masterName())
                .sentinels(sentinels)
                .build();
    }

    @Test
    void afterAFailOverTheSameHandleUsesTheNewMaster() throws Exception {
        String namespace = RedisExtension.uniqueNamespace();
        try (RedisSentinelClient client = client();
                DistributedCoordination byUri = RedisCoordination.builder(servers.uri(), namespace)
                        .livenessInterval(Duration.ofSeconds(1))
                        .replicated(2, Duration.ofSeconds(5))
                        .build();
                DistributedCoordination byClient = RedisCoordination.builder(client, namespace)
                        .livenessInterval(Duration.ofSeconds(1))
                        .build()) {
            Subscription subscription = byUri.pubSub().subscribe("channel");
            Subscription other = byClient.pubSub().subscribeMatching("*");
            Leadership before = byUri.leaderElection()
                    .tryAcquire("election", "a", Duration.ofMinutes(10))
                    .orElseThrow();
            byUri.leaderElection().release(before);
            byUri.cache().increment("counter", 1);

            servers.failOver();

            for (DistributedCoordination handle : List.of(byUri, byClient)) {
                Await.until("calls reach the new master", () -> reaches(handle, namespace));
            }
            assertThat(byUri.cache().get("counter")).hasValue(Utf8.bytes("1"));
            for (Subscription each : List.of(subscription, other)) {
                Await.until("the subscription is lost", () -> isLost(each));
            }
            servers.awaitReady();
            assertThat(byUri.leaderElection()
                            .tryAcquire("election", "b", Duration.ofMinutes(10))
                            .orElseThrow()
                            .fencingToken())
                    .isGreaterThan(before.fencingToken());
            try (Subscription again = byClient.pubSub().subscribe("channel")) {
                byUri.pubSub().publish("channel", Calls.VALUE);
                assertThat(again.poll()).isPresent();
            }
        }
    }

    /** Returns whether a write through a handle arrives at the server that the sentinels name. */
    private boolean reaches(DistributedCoordination handle, String namespace) {
        byte[] mark = Utf8.bytes(RedisExtension.uniqueNamespace());
        try {
            handle.cache().set("mark", mark);
        } catch (CoordinationUnavailableException e) {
            return false;
        }
        try (Connection master = servers.master().connection()) {
            Object found = master.executeCommand(new CommandArguments(Command.GET).add(namespace + ":c:mark"));
            return found instanceof byte[] bytes && java.util.Arrays.equals(bytes, mark);
        }
    }

    private static boolean isLost(Subscription subscription) {
        try {
            subscription.poll();
            return false;
        } catch (CoordinationUnavailableException e) {
            return true;
        }
    }

    @Test
    void noConfirmedWriteIsLostInAFailOver() throws Exception {
        try (DistributedCoordination handle = RedisCoordination.builder(servers.uri(), RedisExtension.uniqueNamespace())
                .replicated(2, Duration.ofMillis(500))
                .build()) {
            AtomicBoolean done = new AtomicBoolean();
            long[] confirmed = {0};
            Thread writer = new Thread(() -> {
                while (!done.get()) {
                    try {
                        handle.cache().increment("counter", 1);
                        confirmed[0]++;
                    } catch (CoordinationException e) {
                        // May or may not have taken effect.
                    }
                }
            });
            writer.start();
            try {
                servers.failOver();
                servers.awaitReady();
            } finally {
                done.set(true);
                writer.join();
            }

            assertThat(confirmed[0]).isPositive();
            assertThat(handle.cache().increment("counter", 0)).isGreaterThanOrEqualTo(confirmed[0]);
        }
    }

    @Test
    void aMasterThatTheSentinelsDoNotKnowIsReportedByEachCall() {
        String unknown = servers.uri().toString().replace("/" + servers.masterName(), "/unknown");
        try (DistributedCoordination handle = RedisCoordination.connect(URI.create(unknown), "ns")) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> handle.cache().get("key"))
                        .isExactlyInstanceOf(CoordinationUnavailableException.class)
                        .hasMessageContaining("unknown")
                        .hasMessageEndingWith("; nothing was sent");
                assertThatThrownBy(() -> handle.pubSub().subscribe("channel"))
                        .isExactlyInstanceOf(CoordinationUnavailableException.class);
            }
        }
    }

    @Test
    void sentinelsThatAreNotThereAreReportedByEachCall() {
        try (DistributedCoordination handle =
                RedisCoordination.connect(URI.create("redis-sentinel://127.0.0.1:1,127.0.0.1:2/m"), "ns")) {
            assertThatThrownBy(() -> handle.cache().get("key"))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageEndingWith("; nothing was sent");
        }
    }

    @Test
    void oneReachableSentinelIsEnough() {
        String some = servers.uri().toString().replaceFirst("127\\.0\\.0\\.1:\\d+,", "127.0.0.1:1,");
        try (DistributedCoordination handle =
                RedisCoordination.connect(URI.create(some), RedisExtension.uniqueNamespace())) {
            handle.cache().set("key", Calls.VALUE);
        }
    }
}
