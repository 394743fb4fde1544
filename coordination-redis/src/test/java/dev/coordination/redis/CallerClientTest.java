// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static dev.coordination.redis.ScriptedServer.bulk;
import static dev.coordination.redis.ScriptedServer.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.redis.server.RestartableServer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.csc.CacheConfig;
import redis.clients.jedis.csc.CacheFactory;
import redis.clients.jedis.executors.DefaultCommandExecutor;
import redis.clients.jedis.executors.RetryableCommandExecutor;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.util.PrefixedKeyArgumentPreProcessor;

@ExtendWith(RedisExtension.class)
class CallerClientTest {

    private static final String RULE =
            "client must be a RedisClient, RedisSentinelClient or RedisClusterClient with the"
                    + " default connection provider and executor, without caching or replica reads, but has ";

    private static final HostAndPort NOWHERE = new HostAndPort("127.0.0.1", 1);
    private static final JedisClientConfig RESP3 =
            DefaultJedisClientConfig.builder().protocol(RedisProtocol.RESP3).build();

    @Test
    void acceptsAClientOfOneServer() {
        try (RedisClient client =
                RedisClient.builder().hostAndPort(NOWHERE).clientConfig(RESP3).build()) {

            assertThat(CallerClient.source(client).pool(new byte[0])).isSameAs(client.getPool());
        }
    }

    @Test
    void refusesSettingsOfTheClient() {
        try (RedisClient client =
                RedisClient.builder().hostAndPort(NOWHERE).clientConfig(RESP3).build()) {
            RedisCoordination.Builder builder = RedisCoordination.builder(client, "ns");

            Map<String, ThrowingCallable> settings = Map.of(
                    "connectionTimeout", () -> builder.connectionTimeout(Duration.ofSeconds(1)),
                    "socketTimeout", () -> builder.socketTimeout(Duration.ofSeconds(1)),
                    "poolSize", () -> builder.poolSize(1),
                    "clientName", () -> builder.clientName("name"),
                    "sslOptions", () -> builder.sslOptions(SslOptions.builder().build()),
                    "credentialsProvider",
                            () -> builder.credentialsProvider(() -> new DefaultRedisCredentials("a", "b")));

            settings.forEach(
                    (name, setting) -> assertThatThrownBy(setting)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage(
                                    name
                                            + " is a setting of the client, which this builder does not change: set it where the client is built"));
        }
    }

    @Test
    void acceptsAClientWithItsOwnPoolOfConnections() {
        PooledConnectionProvider provider = new PooledConnectionProvider(NOWHERE, RESP3);
        try (RedisClient client = RedisClient.builder()
                .connectionProvider(provider)
                .clientConfig(RESP3)
                .build()) {

            assertThat(CallerClient.source(client).pool(new byte[0])).isSameAs(provider.getPool());
        }
    }

    @Test
    void refusesAnExecutorThatRetries() {
        PooledConnectionProvider provider = new PooledConnectionProvider(NOWHERE, RESP3);
        RedisClient client = RedisClient.builder()
                .connectionProvider(provider)
                .commandExecutor(new RetryableCommandExecutor(provider, 3, Duration.ofSeconds(1)))
                .clientConfig(RESP3)
                .build();

        assertRefused(
                client,
                "the command executor redis.clients.jedis.executors.RetryableCommandExecutor, which may repeat a write"
                        + " (G-06)");
    }

    @Test
    void refusesAnExecutorWithAnotherConnectionProvider() {
        RedisClient client = RedisClient.builder()
                .connectionProvider(new PooledConnectionProvider(NOWHERE, RESP3))
                .commandExecutor(new DefaultCommandExecutor(new PooledConnectionProvider(NOWHERE, RESP3)))
                .clientConfig(RESP3)
                .build();

        assertRefused(client, "a command executor whose connection provider is not the client's");
    }

    @Test
    void refusesAProviderOfAnotherKind() {
        RedisClient client = RedisClient.builder()
                .connectionProvider(new OtherProvider())
                .clientConfig(RESP3)
                .build();

        assertRefused(client, "the connection provider " + OtherProvider.class.getName());
    }

    @Test
    void refusesASubclassOfTheDefaultProvider() {
        class CustomProvider extends PooledConnectionProvider {
            CustomProvider() {
                super(NOWHERE, RESP3);
            }
        }
        RedisClient client = RedisClient.builder()
                .connectionProvider(new CustomProvider())
                .clientConfig(RESP3)
                .build();

        assertRefused(client, "the connection provider " + CustomProvider.class.getName());
    }

    @Test
    void refusesASubclassOfTheProviderOfAClusterClient() {
        try (ScriptedServer node = new ScriptedServer(words -> words.get(0).equals("CLUSTER")
                ? list(list(":0\r\n", ":16383\r\n", list(bulk("127.0.0.1"), ":1\r\n", bulk("id"))))
                : null)) {
            Set<HostAndPort> nodes = Set.of(new HostAndPort("127.0.0.1", node.port()));
            class CustomProvider extends ClusterConnectionProvider {
                CustomProvider() {
                    super(nodes, DefaultJedisClientConfig.builder().build());
                }
            }
            RedisClusterClient client = RedisClusterClient.builder()
                    .nodes(nodes)
                    .connectionProvider(new CustomProvider())
                    .build();

            assertRefused(client, "the connection provider " + CustomProvider.class.getName());
        }
    }

    @Test
    void refusesClientSideCaching(RestartableServer server) {
        RedisClient client = RedisClient.builder()
                .hostAndPort(server.address())
                .clientConfig(RESP3)
                .cacheConfig(CacheConfig.builder().maxSize(10).build())
                .build();

        assertRefused(client, "client-side caching, whose reads may be stale (C-11)");
    }

    @Test
    void refusesClientSideCachingThatIsConfiguredOnlyInThePool() {
        var cache = CacheFactory.getCache(CacheConfig.builder().maxSize(10).build());
        RedisClient client = RedisClient.builder()
                .connectionProvider(new PooledConnectionProvider(NOWHERE, RESP3, cache))
                .clientConfig(RESP3)
                .build();

        assertRefused(client, "client-side caching, whose reads may be stale (C-11)");
    }

    @Test
    void refusesAPrefixOfKeys() {
        RedisClient client =
                RedisClient.builder().hostAndPort(NOWHERE).clientConfig(RESP3).build();
        client.setKeyArgumentPreProcessor(new PrefixedKeyArgumentPreProcessor("prefix:"));

        assertRefused(
                client,
                "a preprocessor of keys, such as a prefix, which would be ignored; the namespace serves that purpose");
    }

    @Test
    void refusesReadsFromReplicas() {
        JedisClientConfig replicas = DefaultJedisClientConfig.builder()
                .protocol(RedisProtocol.RESP3)
                .readOnlyForRedisClusterReplicas()
                .build();
        RedisClient client = RedisClient.builder()
                .hostAndPort(NOWHERE)
                .clientConfig(replicas)
                .build();

        assertRefused(client, "reads from replicas, which may be stale (C-11)");
    }

    @Test
    @SuppressWarnings("NullAway")
    void refusesNull() {
        assertThatThrownBy(() -> RedisCoordination.builder((RedisClient) null, "ns"))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("client must not be null");
    }

    private static void assertRefused(UnifiedJedis client, String has) {
        try (client) {
            RedisCoordination.Builder builder = RedisCoordination.builder(client, "ns");

            assertThatThrownBy(builder::build)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(RULE + has);
        }
    }

    private static final class OtherProvider implements ConnectionProvider {
        private final ConnectionPool pool = new ConnectionPool(NOWHERE, RESP3);

        @Override
        public Connection getConnection() {
            return pool.getResource();
        }

        @Override
        public Connection getConnection(CommandArguments arguments) {
            return pool.getResource();
        }

        @Override
        public void close() {
            pool.close();
        }
    }
}
