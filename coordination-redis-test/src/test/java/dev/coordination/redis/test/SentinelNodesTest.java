// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.redis.server.SentinelServers;
import dev.coordination.redis.server.ServerNode;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.providers.SentineledConnectionProvider;

/** Tests what a harness does on a master with Sentinel. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the embedded binary for Windows is too old")
class SentinelNodesTest {

    private static final long HOUR = Duration.ofHours(1).toMillis();

    @Test
    void keysAreShiftedAndRemovedOnTheMaster() {
        HarnessNamespace namespace = HarnessNamespace.random();
        String key = namespace.name() + ":a";
        DefaultJedisClientConfig config =
                DefaultJedisClientConfig.builder().timeoutMillis(10_000).build();
        try (SentinelServers servers = SentinelServers.start();
                SentineledConnectionProvider sentinels = new SentineledConnectionProvider(
                        servers.masterName(),
                        config,
                        servers.sentinels().stream().map(ServerNode::address).collect(Collectors.toSet()),
                        config)) {
            RedisNodes nodes = RedisNodes.of(sentinels);
            ServerNode master = servers.master();
            master.call("SET", key, "value", "PX", Long.toString(3 * HOUR));

            new TtlShift(nodes, namespace.glob(), 1, "the master", "Use").pass(HOUR);

            assertThat((Long) master.call("PTTL", key)).isBetween(HOUR, 2 * HOUR);
            namespace.removeKeys(nodes);
            assertThat(master.call("EXISTS", key)).isEqualTo(0L);
        }
    }
}
