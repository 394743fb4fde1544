// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.RedisCoordination;
import dev.coordination.redis.server.RedisServer;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples for production in the README and in the settings. */
@ExtendWith(ServerWithUri.class)
class ProductionExampleTest {

    @Test
    void connectsToAUri(RedisServer server) {
        URI uri = server.uri();
        String namespace = "example-" + UUID.randomUUID();

        try (DistributedCoordination coordination = RedisCoordination.connect(uri, namespace)) {
            coordination.cache().setText("rates", "1.08", ofMinutes(5));

            assertThat(coordination.cache().getText("rates")).contains("1.08");

            coordination.cache().delete("rates");
        }
    }

    @Test
    void setsTheConnections(RedisServer server) {
        URI uri = server.uri();
        String namespace = "example-" + UUID.randomUUID();

        try (DistributedCoordination coordination = RedisCoordination.builder(uri, namespace)
                .clientName("billing")
                .poolSize(16)
                .socketTimeout(ofSeconds(1))
                .build()) {
            coordination.cache().setText("rates", "1.08", ofMinutes(5));

            assertThat(coordination.cache().delete("rates")).isTrue();
        }
    }
}
