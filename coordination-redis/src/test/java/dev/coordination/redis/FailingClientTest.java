// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.redis.server.RestartableServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/** Tests handles that use the caller's client, with its pool and timeouts, when the server fails. */
class FailingClientTest {

    private static final byte[] VALUE = {1};

    private RestartableServer server;
    private TcpProxy proxy;

    @BeforeEach
    void start() {
        server = RestartableServer.start();
        proxy = new TcpProxy(server.port());
    }

    @AfterEach
    void close() {
        proxy.close();
        server.close();
    }

    @Test
    void onlyOneCallFailsAfterARestartHoweverManyConnectionsThePoolHolds() throws Exception {
        try (RedisClient client = RedisClient.create("127.0.0.1", server.port());
                DistributedCoordination handle = RedisCoordination.builder(client, "ns")
                        .checkInterval(Duration.ofHours(1)) // or it may notice the restart before it sends anything
                        .build()) {
            fillPool(client, 8);
            handle.cache().set("key", VALUE);

            server.restart();

            assertThatThrownBy(() -> handle.cache().get("key"))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageStartingWith("Redis could not be reached for get of key \"key\" (G-06): ")
                    .hasMessageEndingWith("; the call may or may not have taken effect");
            for (int i = 0; i < 20; i++) {
                assertThat(handle.cache().get("key"))
                        .as("the restarted server is empty")
                        .isEmpty();
            }
            assertThat(handle.leaderElection().tryAcquire("e", "n", ofSeconds(60)))
                    .as("a script that the server has lost")
                    .isPresent();
        }
    }

    /** Makes the pool hold {@code count} idle connections. */
    private static void fillPool(RedisClient client, int count) {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            connections.add(client.getPool().getResource());
        }
        connections.forEach(Connection::close);
        assertThat(client.getPool().getNumIdle()).isEqualTo(count);
    }

    @Test
    void aWriteWhoseReplyIsLostIsNotRepeated() throws Exception {
        try (RedisClient client = withShortTimeout();
                DistributedCoordination throughProxy =
                        RedisCoordination.builder(client, "ns").build();
                DistributedCoordination direct = RedisCoordination.connect(server.uri(), "ns")) {
            throughProxy.cache().set("counter", "5".getBytes());
            long before = direct.cache().increment("counter", 0);

            proxy.muteReplies();
            assertThatThrownBy(() -> throughProxy.cache().increment("counter", 1))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageEndingWith("; the call may or may not have taken effect");
            assertThatThrownBy(() -> throughProxy.cache().increment("other", 1, ofSeconds(60)))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class);

            proxy.unmute();
            assertThat(direct.cache().increment("counter", 0)).isEqualTo(before + 1);
            assertThat(throughProxy.cache().increment("counter", 1)).isEqualTo(before + 2);
        }
    }

    /** Returns a client that waits two seconds for a reply. */
    private RedisClient withShortTimeout() {
        return RedisClient.builder()
                .hostAndPort(new HostAndPort("127.0.0.1", proxy.port()))
                .clientConfig(DefaultJedisClientConfig.builder()
                        .socketTimeoutMillis(2_000)
                        .connectionTimeoutMillis(2_000)
                        .build())
                .build();
    }

    @Test
    void aCallFailsAndSendsNothingWhenThePoolIsExhausted() throws Exception {
        ConnectionPoolConfig one = new ConnectionPoolConfig();
        one.setMaxTotal(1);
        one.setMaxWait(Duration.ofMillis(50));
        try (RedisClient client = RedisClient.builder()
                        .hostAndPort(server.address())
                        .poolConfig(one)
                        .build();
                DistributedCoordination handle =
                        RedisCoordination.builder(client, "ns").build()) {
            try (Connection taken = client.getPool().getResource()) {
                assertThat(taken.isConnected()).isTrue();
                assertThatThrownBy(() -> handle.cache().increment("counter", 1))
                        .isExactlyInstanceOf(CoordinationUnavailableException.class)
                        .hasMessageStartingWith(
                                "Redis could not be reached for increment of key \"counter\" (G-06): every"
                                        + " connection of the pool was in use: ")
                        .hasMessageEndingWith("; nothing was sent");
            }
            assertThat(handle.cache().increment("counter", 1)).isEqualTo(1);
        }
    }
}
