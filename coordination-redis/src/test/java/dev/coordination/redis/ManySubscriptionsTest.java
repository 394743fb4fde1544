// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.redis.server.RestartableServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/**
 * Opens at least as many subscriptions as the pool has connections. By default, the pool has 8, and callers wait
 * forever for a free one.
 */
class ManySubscriptionsTest {

    @ParameterizedTest
    @ValueSource(ints = {8, 100})
    void useNoConnectionsFromThePool(int count) throws Exception {
        try (RestartableServer server = RestartableServer.start();
                RedisClient client = client(server);
                DistributedCoordination handle =
                        RedisCoordination.builder(client, "ns").build()) {
            assertThat(client.getPool().getMaxTotal()).isEqualTo(8);
            handle.cache().set("key", new byte[0]);

            List<Subscription> subscriptions = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                subscriptions.add(handle.pubSub().subscribe("channel-" + i));
            }

            assertThat(client.getPool().getNumActive()).isZero();
            assertThat(connections(server, "pubsub")).isEqualTo(count);
            for (int i = 0; i < count; i++) {
                byte[] payload = ("to " + i).getBytes(UTF_8);
                assertThat(handle.pubSub().publish("channel-" + i, payload)).isEqualTo(1);
                assertThat(subscriptions.get(i).poll()).contains(Message.onChannel("channel-" + i, payload));
            }
            assertThat(handle.cache().exists("key")).isTrue();

            subscriptions.forEach(Subscription::close);

            Await.until("their connections are closed", () -> connections(server, "pubsub") == 0);
            assertThat(client.getPool().getNumActive()).isZero();
        }
    }

    @Test
    void areClosedWithTheHandleWhichLeavesTheClientOpen() throws Exception {
        try (RestartableServer server = RestartableServer.start();
                RedisClient client = client(server)) {
            try (DistributedCoordination handle =
                    RedisCoordination.builder(client, "ns").build()) {
                for (int i = 0; i < 20; i++) {
                    var unused = handle.pubSub().subscribe("channel");
                }
                assertThat(connections(server, "pubsub")).isEqualTo(20);
            }

            Await.until("their connections are closed", () -> connections(server, "pubsub") == 0);
            assertThat(client.ping()).isEqualTo("PONG");
        }
    }

    private static RedisClient client(RestartableServer server) {
        return RedisClient.create("127.0.0.1", server.port());
    }

    /** Returns how many connections of a type the server has. */
    private static long connections(RestartableServer server, String type) {
        try (Connection admin = server.connection()) {
            Object list = admin.executeCommand(
                    new CommandArguments(Command.CLIENT).add("LIST").add("TYPE").add(type));
            return new String((byte[]) list, UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("id="))
                    .count();
        }
    }
}
