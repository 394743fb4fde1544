// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.RedisCoordination;
import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.server.ServerMatrix;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;

/** The example for Redis Cluster in the docs, on a real cluster. */
class ClusterExampleTest {

    @Test
    void usesACluster() {
        try (RedisServer server = ServerMatrix.start("cluster")) {
            Set<HostAndPort> nodes = Arrays.stream(server.uri().getAuthority().split(","))
                    .map(HostAndPort::from)
                    .collect(Collectors.toSet());
            String namespace = "example-" + UUID.randomUUID();

            try (RedisClusterClient client = RedisClusterClient.builder()
                            .nodes(nodes)
                            .clientConfig(DefaultJedisClientConfig.builder()
                                    .timeoutMillis(5_000)
                                    .build())
                            .build();
                    DistributedCoordination coordination = RedisCoordination.builder(client, namespace)
                            .replicated(1, ofSeconds(5))
                            .build()) {
                coordination.cache().setText("rates", "1.08", ofMinutes(5));

                assertThat(coordination.cache().getText("rates")).contains("1.08");
            }
        }
    }
}
