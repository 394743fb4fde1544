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
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisSentinelClient;

/** The example for Sentinel in the docs, on a real set-up. */
class SentinelExampleTest {

    @Test
    void waitsForBothReplicas() {
        try (RedisServer server = ServerMatrix.start("sentinel")) {
            String masterName = server.uri().getPath().substring(1);
            Set<HostAndPort> sentinels = Arrays.stream(
                            server.uri().getAuthority().split(","))
                    .map(HostAndPort::from)
                    .collect(Collectors.toSet());
            String namespace = "example-" + UUID.randomUUID();

            try (RedisSentinelClient client = RedisSentinelClient.builder()
                            .masterName(masterName)
                            .sentinels(sentinels)
                            .build();
                    DistributedCoordination coordination = RedisCoordination.builder(client, namespace)
                            .replicated(2, ofSeconds(5))
                            .build()) {
                coordination.cache().setText("rates", "1.08", ofMinutes(5));

                assertThat(coordination.cache().getText("rates")).contains("1.08");
            }
        }
    }
}
