// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Subscription;
import dev.coordination.redis.server.RestartableServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/**
 * Tests the number of round trips: one for most calls, or two after the server has lost the script. Subscribing, and
 * deleting by pattern, may take more, up to a limit.
 */
class RoundTripsTest {

    private static final byte[] VALUE = {1};
    private static final byte[] OTHER = {2};

    /**
     * The maximum number of round trips to set up a connection: Jedis takes one for HELLO and two for CLIENT SETINFO, and the
     * check of the server takes one.
     */
    private static final int CONNECT = 4;

    private RestartableServer server;
    private TcpProxy proxy;
    private DistributedCoordination handle;

    @BeforeEach
    void connect() {
        server = RestartableServer.start();
        proxy = new TcpProxy(server.port());
        // Long intervals, so that only the test causes round trips, however slow the machine is.
        handle = RedisCoordination.builder(proxy.uri(), "ns")
                .livenessInterval(ofHours(1))
                .checkInterval(ofHours(1))
                .build();
        handle.cache().exists("connected");
    }

    @AfterEach
    void close() {
        handle.close();
        proxy.close();
        server.close();
    }

    @Test
    void aSingleCommandOrAKnownScriptTakesOneRoundTrip() {
        commands().forEach(this::assertOne);
        scripts().values().forEach(Runnable::run); // so that the server has them
        scripts().forEach(this::assertOne);
    }

    private void assertOne(String call, Runnable run) {
        assertThat(roundTrips(run)).as(call).isEqualTo(1);
    }

    @Test
    void aScriptThatTheServerHasLostTakesOneMoreRoundTrip() {
        scripts().forEach((call, run) -> {
            flushScripts();
            assertThat(roundTrips(run)).as(call + " after SCRIPT FLUSH").isEqualTo(2);
            assertThat(roundTrips(run)).as(call + " again").isEqualTo(1);
        });
    }

    @Test
    void callsTakeEffectEvenIfTheServerHasLostItsScripts() {
        Leadership term =
                handle.leaderElection().tryAcquire("e", "n", ofSeconds(60)).orElseThrow();
        handle.clusterMembership().register("n", Map.of("a", "b"), ofSeconds(60));
        handle.cache().increment("counter", 1, ofSeconds(60));
        handle.cache().set("key", VALUE);

        flushScripts();

        assertThat(handle.leaderElection().renew(term, ofSeconds(60))).isTrue();
        assertThat(handle.clusterMembership().members()).isEqualTo(Map.of("n", Map.of("a", "b")));
        assertThat(handle.cache().increment("counter", 1, ofSeconds(60))).isEqualTo(2);
        assertThat(handle.cache().replace("key", VALUE, OTHER)).isTrue();
        assertThat(handle.cache().delete("key", OTHER)).isTrue();
        assertThat(handle.leaderElection().release(term)).isTrue();
    }

    @Test
    void deletingByPatternTakesMoreStepsTheMoreOfThePatternFollowsAStar() {
        for (int i = 0; i < 1_000; i++) {
            handle.cache().set("key " + i, VALUE);
        }

        assertThat(roundTrips(() -> handle.cache().deleteMatching("other*" + "x".repeat(10))))
                .as("about ten steps of a hundred keys")
                .isBetween(5L, 15L);
    }

    @Test
    void deletingByPatternTakesAtMostTwoRoundTripsPerThousandKeysOnTheServer() {
        assertThat(roundTrips(() -> handle.cache().deleteMatching("key*")))
                .as("no keys")
                .isEqualTo(1);
        for (int i = 0; i < 2_500; i++) {
            handle.cache().set("key " + i, VALUE);
        }

        assertThat(roundTrips(() -> handle.cache().deleteMatching("other*")))
                .as("three steps of a thousand keys, none of which match")
                .isLessThanOrEqualTo(3);
        assertThat(roundTrips(() -> handle.cache().deleteMatching("key*")))
                .as("three steps of a thousand keys, and three deletions")
                .isLessThanOrEqualTo(6);
    }

    @Test
    void callsOnSubscriptionsTakeFewRoundTrips() {
        AtomicReference<Subscription> opened = new AtomicReference<>();

        assertThat(roundTrips(() -> opened.set(handle.pubSub().subscribe("channel"))))
                .as("subscribe: the setup of the connection, the switch to RESP2, and the topics")
                .isLessThanOrEqualTo(CONNECT + 2);
        Subscription subscription = opened.get();
        handle.pubSub().publish("channel", VALUE);
        handle.pubSub().publish("channel", VALUE);
        assertThat(subscription.pending()).isEqualTo(2);

        assertThat(roundTrips(subscription::poll))
                .as("poll, when there is a message")
                .isZero();
        assertThat(roundTrips(() -> next(subscription)))
                .as("next, when there is a message")
                .isZero();
        assertThat(roundTrips(subscription::poll))
                .as("poll, when there is no message")
                .isEqualTo(1);
        assertThat(roundTrips(subscription::pending)).as("pending").isEqualTo(1);
        assertThat(roundTrips(() -> opened.set(handle.pubSub().subscribe("other"))))
                .as("subscribe, on the same connection")
                .isEqualTo(1);
        assertThat(roundTrips(subscription::close)).as("close").isEqualTo(1);
        assertThat(roundTrips(opened.get()::close))
                .as("close, with the connection")
                .isEqualTo(1);
    }

    private static void next(Subscription subscription) {
        try {
            assertThat(subscription.next(ofSeconds(60))).isPresent();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aHandleConnectsOnItsFirstCall() {
        AtomicReference<DistributedCoordination> opened = new AtomicReference<>();

        assertThat(roundTrips(() -> opened.set(RedisCoordination.connect(proxy.uri(), "other"))))
                .as("connect")
                .isZero();
        try (DistributedCoordination other = opened.get()) {
            assertThat(roundTrips(() -> other.cache().get("key")))
                    .as("the setup of the connection, and the call")
                    .isLessThanOrEqualTo(CONNECT + 1);
            assertThat(roundTrips(() -> other.cache().get("key")))
                    .as("the call alone")
                    .isEqualTo(1);
        }
    }

    /** The calls that send a single command. */
    private Map<String, Runnable> commands() {
        var cache = handle.cache();
        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.put("get", () -> cache.get("key"));
        calls.put("set", () -> cache.set("key", VALUE));
        calls.put("set with a TTL", () -> cache.set("key", VALUE, ofSeconds(60)));
        calls.put("setIfAbsent", () -> cache.setIfAbsent("key", VALUE));
        calls.put("setIfAbsent with a TTL", () -> cache.setIfAbsent("key", VALUE, ofSeconds(60)));
        calls.put("delete", () -> cache.delete("key"));
        calls.put("exists", () -> cache.exists("key"));
        calls.put("ttl", () -> cache.ttl("key"));
        calls.put("expire", () -> cache.expire("key", ofSeconds(60)));
        calls.put("increment", () -> cache.increment("counter", 1));
        calls.put("publish", () -> handle.pubSub().publish("channel", VALUE));
        calls.put("currentLeader", () -> handle.leaderElection().currentLeader("election"));
        calls.put("metadata", () -> handle.clusterMembership().metadata("node"));
        return calls;
    }

    /** The calls that run a script. */
    private Map<String, Runnable> scripts() {
        var elections = handle.leaderElection();
        var cluster = handle.clusterMembership();
        Leadership stale = new Leadership("election", "node", 1);
        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.put("replace", () -> handle.cache().replace("key", VALUE, OTHER));
        calls.put("delete an expected value", () -> handle.cache().delete("key", VALUE));
        calls.put("increment with a TTL", () -> handle.cache().increment("counter", 1, ofSeconds(60)));
        calls.put("tryAcquire", () -> elections.tryAcquire("election", "node", ofSeconds(60)));
        calls.put("renew", () -> elections.renew(stale, ofSeconds(60)));
        calls.put("release", () -> elections.release(stale));
        calls.put("release by node", () -> elections.release("election", "node"));
        calls.put("register", () -> cluster.register("node", Map.of(), ofSeconds(60)));
        calls.put("heartbeat", () -> cluster.heartbeat("node", ofSeconds(60)));
        calls.put("deregister", () -> cluster.deregister("node"));
        calls.put("activeNodes", cluster::activeNodes);
        calls.put("members", cluster::members);
        return calls;
    }

    private long roundTrips(Runnable call) {
        long before = proxy.roundTrips();
        call.run();
        return proxy.roundTrips() - before;
    }

    private void flushScripts() {
        try (Connection admin = server.connection()) {
            admin.executeCommand(new CommandArguments(Command.SCRIPT).add("FLUSH"));
        }
    }
}
