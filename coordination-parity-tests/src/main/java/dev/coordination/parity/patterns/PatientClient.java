// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

import dev.coordination.redis.server.ServerAddress;
import java.net.URI;
import redis.clients.jedis.RedisClient;

/**
 * Opens clients with a long timeout, because a busy machine may take a long time to answer a pipeline of hundreds of
 * commands.
 */
final class PatientClient {

    private static final int PATIENCE_MILLIS = 120_000;

    private PatientClient() {}

    static RedisClient of(URI server) {
        ServerAddress address = ServerAddress.of(server);
        return RedisClient.builder()
                .hostAndPort(address.hostAndPort())
                .clientConfig(
                        address.clientConfig().timeoutMillis(PATIENCE_MILLIS).build())
                .build();
    }
}
