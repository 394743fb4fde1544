// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

import java.net.URI;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * Opens clients with a long timeout, because a busy machine may take a long time to answer a pipeline of hundreds of
 * commands.
 */
final class PatientClient {

    private static final int PATIENCE_MILLIS = 120_000;

    private PatientClient() {}

    static RedisClient of(URI server) {
        return RedisClient.builder()
                .hostAndPort(JedisURIHelper.getHostAndPort(server))
                .clientConfig(DefaultJedisClientConfig.builder(server)
                        .timeoutMillis(PATIENCE_MILLIS)
                        .build())
                .build();
    }
}
