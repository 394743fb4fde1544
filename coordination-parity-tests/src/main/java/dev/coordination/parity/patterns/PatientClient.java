// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

import dev.coordination.redis.server.ServerAddress;
import java.net.URI;
import java.util.List;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/**
 * Opens clients with a long timeout, because a busy machine may take a long time to answer a pipeline of hundreds of
 * commands.
 */
final class PatientClient {

    private static final int PATIENCE_MILLIS = 120_000;

    private PatientClient() {}

    /** Opens a client of a server, or of the master that sentinels name. */
    static RedisClient of(URI server) {
        ServerAddress address = ServerAddress.of("redis-sentinel".equals(server.getScheme()) ? master(server) : server);
        return RedisClient.builder()
                .hostAndPort(address.hostAndPort())
                .clientConfig(
                        address.clientConfig().timeoutMillis(PATIENCE_MILLIS).build())
                .build();
    }

    private static URI master(URI sentinels) {
        HostAndPort first = HostAndPort.from(sentinels.getAuthority().split(",")[0]);
        try (Jedis sentinel = new Jedis(first)) {
            List<String> address =
                    sentinel.sentinelGetMasterAddrByName(sentinels.getPath().substring(1));
            return URI.create("redis://" + address.get(0) + ":" + address.get(1));
        }
    }
}
