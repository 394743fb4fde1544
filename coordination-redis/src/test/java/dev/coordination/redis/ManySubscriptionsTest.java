// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.redis.server.RestartableServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
            assertThat(connections(server, "pubsub")).isEqualTo(1);
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

    /** The limit of the number of subscriptions that share a connection is 256. */
    @ParameterizedTest
    @CsvSource({"1, 1", "256, 1", "257, 2", "1000, 4"})
    void shareConnectionsIfTheirTopicsDiffer(int count, int connections) {
        try (RestartableServer server = RestartableServer.start();
                RedisClient client = client(server);
                DistributedCoordination handle =
                        RedisCoordination.builder(client, "ns").build()) {
            for (int i = 0; i < count; i++) {
                var unused = handle.pubSub().subscribe("channel-" + i);
            }

            assertThat(connections(server, "pubsub")).isEqualTo(connections);
        }
    }

    @Test
    void areSharedByThreadsThatSubscribeAtTheSameTime() throws Exception {
        try (RestartableServer server = RestartableServer.start();
                RedisClient client = client(server);
                DistributedCoordination handle =
                        RedisCoordination.builder(client, "ns").build()) {
            CyclicBarrier start = new CyclicBarrier(16);
            List<FutureTask<Boolean>> tasks = new ArrayList<>();
            for (int t = 0; t < 16; t++) {
                String thread = "thread-" + t + "-";
                FutureTask<Boolean> task = new FutureTask<>(() -> {
                    start.await();
                    for (int i = 0; i < 16; i++) {
                        var unused = handle.pubSub().subscribe(thread + i);
                    }
                    return true;
                });
                tasks.add(task);
                DaemonThreads.platform("many-subscriptions-test", task).start();
            }
            for (FutureTask<Boolean> task : tasks) {
                assertThat(task.get(20, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(connections(server, "pubsub")).isEqualTo(1);
        }
    }

    /** The server counts a connection once for each of its topics, and publish counts subscriptions (S-03). */
    @Test
    void areCountedOneByOneWhetherOrNotTheyShareAConnection() {
        try (RestartableServer server = RestartableServer.start();
                RedisClient client = client(server);
                DistributedCoordination handle =
                        RedisCoordination.builder(client, "ns").build()) {
            Random random = new Random(1);
            List<Topic> choice = List.of(
                    Topic.channel("a"),
                    Topic.channel("b"),
                    Topic.pattern("a"),
                    Topic.pattern("a*"),
                    Topic.pattern("*"),
                    Topic.channel("*"));
            Map<Subscription, Set<Topic>> open = new LinkedHashMap<>();
            for (int step = 0; step < 300; step++) {
                if (open.size() > 20 || !open.isEmpty() && random.nextInt(3) == 0) {
                    Subscription closed = List.copyOf(open.keySet()).get(random.nextInt(open.size()));
                    closed.close();
                    open.remove(closed);
                } else {
                    Set<Topic> topics = new LinkedHashSet<>(List.of(choice.get(random.nextInt(choice.size()))));
                    topics.add(choice.get(random.nextInt(choice.size())));
                    open.put(handle.pubSub().subscribe(topics), topics);
                }
                byte[] payload = Utf8.bytes(step);

                long counted = handle.pubSub().publish("a", payload);

                assertThat(counted)
                        .isEqualTo(open.values().stream()
                                .mapToLong(ManySubscriptionsTest::deliveriesOfA)
                                .sum());
                open.forEach((subscription, topics) -> {
                    for (long i = deliveriesOfA(topics); i > 0; i--) {
                        assertThat(subscription.poll().orElseThrow().payload()).isEqualTo(payload);
                    }
                    assertThat(subscription.poll()).isEmpty();
                });
            }
            assertThat(connections(server, "pubsub")).isLessThanOrEqualTo(21);
        }
    }

    /** Returns how often a message on channel {@code a} is delivered to a subscription. */
    private static long deliveriesOfA(Set<Topic> topics) {
        return topics.stream()
                .filter(topic ->
                        topic.kind() == Topic.Kind.PATTERN || topic.name().equals("a"))
                .count();
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
