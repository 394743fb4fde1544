// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.RedisCoordination;
import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;

/** A handle in real time on servers of any kind, as an application opens it. */
final class RedisHandle implements AutoCloseable {

    private final DistributedCoordination coordination;
    private final Runnable closeClient;

    private RedisHandle(DistributedCoordination coordination, Runnable closeClient) {
        this.coordination = coordination;
        this.closeClient = closeClient;
    }

    /** Connects to the servers with a URI of {@link dev.coordination.redis.server.RedisServer#uri}. */
    static RedisHandle open(URI server, String namespace) {
        if (!server.getScheme().equals("redis-cluster")) {
            return new RedisHandle(RedisCoordination.connect(server, namespace), () -> {});
        }
        RedisClusterClient client = RedisClusterClient.builder()
                .nodes(Arrays.stream(server.getAuthority().split(","))
                        .map(HostAndPort::from)
                        .collect(Collectors.toSet()))
                .build();
        return new RedisHandle(RedisCoordination.builder(client, namespace).build(), client::close);
    }

    DistributedCoordination coordination() {
        return coordination;
    }

    @Override
    public void close() {
        coordination.close();
        closeClient.run();
    }
}
