// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.redis.server.RestartableServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;

/** Tests the settings of connections on a real server. */
class ConnectionSettingsTest {

    private static final byte[] VALUE = {1};

    private static final ConnectionSettings DEFAULTS = ConnectionSettings.DEFAULTS;

    @Test
    void theDefaultsAreThoseOfJedisExceptThatNoWaitIsUnlimited() {
        RedisAddress address = address(URI.create("redis://localhost:1"));
        JedisClientConfig config = address.config(DEFAULTS);
        ConnectionPoolConfig jedis = new ConnectionPoolConfig();

        assertThat(config.getConnectionTimeoutMillis()).isEqualTo(2_000);
        assertThat(config.getSocketTimeoutMillis()).isEqualTo(2_000);
        assertThat(config.getClientName()).isNull();
        try (ConnectionPool pool = address.pool(DEFAULTS)) {
            assertThat(pool.getMaxTotal()).isEqualTo(8);
            assertThat(pool.getMaxIdle()).isEqualTo(8);
            assertThat(pool.getMaxWaitDuration()).isEqualTo(ofSeconds(2));
            assertThat(pool.getTestWhileIdle())
                    .isEqualTo(jedis.getTestWhileIdle())
                    .isTrue();
            assertThat(pool.getDurationBetweenEvictionRuns())
                    .isEqualTo(jedis.getDurationBetweenEvictionRuns())
                    .isPositive();
            assertThat(pool.getMinEvictableIdleDuration()).isEqualTo(jedis.getMinEvictableIdleDuration());
            assertThat(pool.getNumTestsPerEvictionRun()).isEqualTo(jedis.getNumTestsPerEvictionRun());
        }
    }

    @Test
    void timeoutsAreRoundedUpToMilliseconds() {
        ConnectionSettings settings =
                DEFAULTS.withConnectionTimeout(ofNanos(1_000_001)).withSocketTimeout(ofHours(1));
        JedisClientConfig config = address(URI.create("redis://localhost:1")).config(settings);

        assertThat(config.getConnectionTimeoutMillis()).isEqualTo(2);
        assertThat(config.getSocketTimeoutMillis()).isEqualTo(3_600_000);
    }

    @Test
    void namesTheConnectionsOfCallsAndOfSubscriptions() {
        try (RestartableServer server = RestartableServer.start();
                Connection admin = server.connection();
                DistributedCoordination handle = RedisCoordination.builder(server.uri(), "ns")
                        .clientName("billing-7!~")
                        .build();
                Subscription subscription = handle.pubSub().subscribe("channel")) {
            handle.cache().set("key", VALUE);

            assertThat(subscription.pending()).isZero();
            assertThat(clients(admin, "billing-7!~"))
                    .anyMatch(client -> client.contains(" flags=N "))
                    .anyMatch(client -> client.contains(" flags=P "))
                    .hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 12})
    void opensAsManyConnectionsAsThePoolSizeAndKeepsThem(int size) throws Exception {
        try (RestartableServer server = RestartableServer.start();
                Connection admin = server.connection();
                TcpProxy proxy = new TcpProxy(server.port());
                DistributedCoordination handle = RedisCoordination.builder(proxy.uri(), "ns")
                        .poolSize(size)
                        .socketTimeout(ofMinutes(5))
                        .build()) {
            for (int round = 0; round < 2; round++) {
                send(admin, "CLIENT", "PAUSE", "600000", "WRITE");
                List<Thread> threads = new ArrayList<>();
                List<FutureTask<Boolean>> calls = IntStream.range(0, 2 * size)
                        .mapToObj(i -> new FutureTask<>(() -> handle.cache().setIfAbsent("key" + i, VALUE)))
                        .toList();
                calls.forEach(call -> threads.add(new Thread(call)));
                threads.forEach(Thread::start);
                Await.until(
                        size + " calls wait for the server",
                        () -> send(admin, "INFO", "clients").contains("blocked_clients:" + size + "\r\n"));
                Await.until(
                        size + " calls wait for a connection",
                        () -> threads.stream()
                                        .filter(thread -> thread.getState() == Thread.State.TIMED_WAITING)
                                        .count()
                                == size);
                send(admin, "CLIENT", "UNPAUSE");
                for (FutureTask<Boolean> call : calls) {
                    assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo(round == 0);
                }

                assertThat(proxy.connections()).isEqualTo(size);
            }
        }
    }

    @Test
    @Timeout(20)
    void waitsForAConnectionOfThePoolNoLongerThanForAReply() throws Exception {
        try (RestartableServer server = RestartableServer.start();
                ConnectionPool pool =
                        address(server.uri()).pool(DEFAULTS.withPoolSize(1).withSocketTimeout(ofMillis(123)));
                Connection only = pool.borrowObject()) {
            only.setHandlingPool(pool);

            assertThat(pool.getMaxWaitDuration()).isEqualTo(ofMillis(123));
            assertThatThrownBy(pool::borrowObject).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    @Timeout(20)
    void aServerThatNeverAnswersIsUnavailable() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                DistributedCoordination handle = RedisCoordination.builder(
                                URI.create("redis://127.0.0.1:" + silent.getLocalPort()), "ns")
                        .connectionTimeout(ofMillis(1_000))
                        .socketTimeout(ofMillis(1))
                        .build()) {
            assertUnavailable(() -> handle.cache().get("key"), "timed out");
            assertUnavailable(() -> handle.pubSub().subscribe("channel"), "timed out");
        }
    }

    @Test
    @Timeout(20)
    void aServerThatStopsAnsweringIsUnavailable() {
        try (RestartableServer server = RestartableServer.start();
                TcpProxy proxy = new TcpProxy(server.port());
                DistributedCoordination handle = RedisCoordination.builder(proxy.uri(), "ns")
                        .socketTimeout(ofSeconds(1))
                        .build()) {
            handle.cache().set("key", VALUE);
            proxy.mute();

            assertUnavailable(() -> handle.cache().get("key"), "timed out");
        }
    }

    @Test
    void theTimeoutsArriveAtTheConnection() throws Exception {
        try (RestartableServer server = RestartableServer.start();
                ConnectionPool pool = address(server.uri()).pool(DEFAULTS.withSocketTimeout(ofMillis(54_321)));
                Connection connection = pool.borrowObject()) {

            assertThat(connection.getSoTimeout()).isEqualTo(54_321);
        }
    }

    @Test
    void dropsAnIdleConnectionThatTheServerHasClosed() throws Exception {
        try (RestartableServer server = RestartableServer.start();
                Connection admin = server.connection();
                ConnectionPool pool = address(server.uri()).pool(DEFAULTS)) {
            pool.returnObject(pool.borrowObject());
            send(admin, "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");

            pool.evict(); // as the pool does by itself every 30 seconds

            assertThat(pool.getNumIdle()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+@all", "+@all -ping"})
    void keepsAnIdleConnectionThatIsAliveWhateverItsUserMayDo(String permissions) throws Exception {
        try (RestartableServer server = RestartableServer.start("user bob on >secret ~* &* " + permissions);
                ConnectionPool pool = address(URI.create("redis://bob:secret@127.0.0.1:" + server.port()))
                        .pool(DEFAULTS)) {
            Connection connection = pool.borrowObject();
            pool.returnObject(connection);

            pool.evict();

            assertThat(pool.getNumIdle()).isEqualTo(1);
            assertThat(pool.borrowObject()).isSameAs(connection);
        }
    }

    @Test
    void dropsAnIdleConnectionToAServerThatDoesNotAnswer() throws Exception {
        try (RestartableServer server = RestartableServer.start();
                TcpProxy proxy = new TcpProxy(server.port());
                ConnectionPool pool = address(proxy.uri()).pool(DEFAULTS.withSocketTimeout(ofSeconds(1)))) {
            pool.returnObject(pool.borrowObject());
            proxy.mute();

            pool.evict();

            assertThat(pool.getNumIdle()).isZero();
        }
    }

    private static void assertUnavailable(ThrowingCallable call, String text) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                .hasMessageContaining(text);
    }

    private static List<String> clients(Connection admin, String name) {
        return send(admin, "CLIENT", "LIST")
                .lines()
                .filter(client -> client.contains(" name=" + name + " "))
                .toList();
    }

    private static String send(Connection connection, String command, String... arguments) {
        CommandArguments all = new CommandArguments(Command.valueOf(command));
        for (String argument : arguments) {
            all.add(argument);
        }
        Object reply = connection.executeCommand(all);
        return reply instanceof byte[] text ? Utf8.text(text) : String.valueOf(reply);
    }

    private static RedisAddress address(URI uri) {
        return (RedisAddress) ServerUri.of(uri);
    }
}
