// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.redis.server.RestartableServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** Tests subscriptions that share a connection: what happens to one of them does not affect the others. */
class SharedLinkTest {

    private static final byte[] VALUE = {1};

    /** A user who may publish and subscribe to some channels, and to nothing else. */
    private static final String USER = "user bob on >secret ~ns:* resetchannels &ns:p:ok* +@all";

    private static URI bob(RestartableServer server) {
        return URI.create("redis://bob:secret@127.0.0.1:" + server.port());
    }

    @Test
    void aRefusedSubscriptionFailsAlone() throws Exception {
        try (RestartableServer server = RestartableServer.start(USER);
                DistributedCoordination handle = connect(bob(server))) {
            Subscription before = handle.pubSub().subscribe("ok-before");

            assertRefused(handle, Topic.channel("secret"));
            assertRefused(handle, Topic.pattern("secret*"));
            assertRefused(handle, Topic.channel("ok"), Topic.channel("secret"));
            assertRefused(handle, Topic.channel("ok"), Topic.pattern("secret*"));
            assertRefused(handle, Topic.channel("secret"), Topic.pattern("ok*"));

            assertThat(handle.pubSub().publish("ok", VALUE))
                    .as("the topics of the refused subscriptions that the server had accepted")
                    .isZero();
            Subscription after = handle.pubSub().subscribe("ok");
            assertThat(handle.pubSub().publish("ok", VALUE)).isEqualTo(1);
            assertThat(after.poll()).contains(Message.onChannel("ok", VALUE));
            assertThat(handle.pubSub().publish("ok-before", VALUE)).isEqualTo(1);
            assertThat(before.poll()).contains(Message.onChannel("ok-before", VALUE));
            assertThat(before.poll()).isEmpty();
            assertThat(subscribed(server)).hasSize(1);
        }
    }

    @Test
    void aRefusedSubscriptionThatIsAloneClosesItsConnection() throws Exception {
        try (RestartableServer server = RestartableServer.start(USER);
                DistributedCoordination handle = connect(bob(server))) {
            for (int i = 0; i < 20; i++) {
                assertRefused(handle, Topic.channel("secret"));
            }

            Await.until(
                    "only the connection that lists them is left",
                    () -> clients(server, "normal").size() == 1);
        }
    }

    private static void assertRefused(DistributedCoordination handle, Topic... topics) {
        assertThatThrownBy(() -> handle.pubSub().subscribe(List.of(topics)))
                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                .hasMessageContaining("Redis refused subscribe of ")
                .hasMessageContaining("NOPERM");
    }

    /** An error reply names no channel, and answers of different threads must not be mixed up. */
    @Test
    void theAnswersToSeveralThreadsAreNotMixedUp() throws Exception {
        try (RestartableServer server = RestartableServer.start(USER);
                DistributedCoordination handle = connect(bob(server))) {
            List<FutureTask<Boolean>> tasks = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                String own = "ok-" + t;
                String neighbours = "ok-" + (t + 1) % 8;
                FutureTask<Boolean> task = new FutureTask<>(() -> {
                    for (int i = 0; i < 200; i++) {
                        try (Subscription subscription = handle.pubSub().subscribe(own)) {
                            assertRefused(handle, Topic.channel(neighbours), Topic.channel("secret"));
                            assertThat(handle.pubSub().publish(own, VALUE)).isEqualTo(1);
                            assertThat(subscription.pending()).isEqualTo(1);
                            assertThat(subscription.poll()).contains(Message.onChannel(own, VALUE));
                            assertThat(subscription.poll()).isEmpty();
                        }
                        assertThat(handle.pubSub().publish(own, VALUE)).isZero();
                    }
                    return true;
                });
                tasks.add(task);
                DaemonThreads.platform("shared-link-test", task).start();
            }
            for (FutureTask<Boolean> task : tasks) {
                assertThat(task.get(60, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    /** Barriers use a channel of the handle, to which a user may have no right. */
    @Test
    void pollSeesWhatWasPublishedEvenIfOnlyTheTopicsArePermitted() throws Exception {
        try (RestartableServer server = RestartableServer.start(
                        "user bob on >secret resetchannels &ns:p:ok* -@all +hello +client +publish +subscribe +unsubscribe");
                DistributedCoordination handle = connect(bob(server));
                Subscription subscription = handle.pubSub().subscribe("ok");
                DistributedCoordination other = connect(server.uri())) {
            for (int i = 0; i < 1_000; i++) {
                byte[] payload = Utf8.bytes(i);
                assertThat(other.pubSub().publish("ok", payload)).isEqualTo(1);

                assertThat(subscription.poll()).contains(Message.onChannel("ok", payload));
                assertThat(subscription.poll()).isEmpty();
            }
        }
    }

    @Test
    void isLostWithAllItsSubscriptionsAndNoOthers() throws Exception {
        try (RestartableServer server = RestartableServer.start();
                DistributedCoordination handle = connect(server.uri())) {
            Subscription first = handle.pubSub().subscribe("a");
            Subscription second = handle.pubSub().subscribe("b");
            Messages heard = new Messages();
            Subscription listening = handle.pubSub().subscribe(List.of(Topic.channel("c")), heard);
            Set<String> shared = subscribed(server);
            Subscription elsewhere = handle.pubSub().subscribe("a");
            handle.pubSub().publish("b", VALUE);
            assertThat(second.pending()).isEqualTo(1);

            kill(server, shared);

            assertThat(second.next(ofMinutes(1))).contains(Message.onChannel("b", VALUE));
            for (Subscription lost : List.of(first, second)) {
                assertThatThrownBy(() -> lost.next(ofMinutes(1)))
                        .isExactlyInstanceOf(CoordinationUnavailableException.class)
                        .hasMessageContaining(" has lost its connection (S-12): ");
            }
            assertThat(heard.end()).isExactlyInstanceOf(CoordinationUnavailableException.class);
            assertThat(handle.pubSub().publish("a", VALUE)).isEqualTo(1);
            assertThat(elsewhere.poll()).contains(Message.onChannel("a", VALUE));
            for (Subscription lost : List.of(first, second, listening)) {
                lost.close();
                assertThatThrownBy(lost::pending).isExactlyInstanceOf(CoordinationClosedException.class);
            }
            try (Subscription again = handle.pubSub().subscribe("b")) {
                assertThat(handle.pubSub().publish("b", VALUE)).isEqualTo(1);
                assertThat(again.poll()).contains(Message.onChannel("b", VALUE));
            }
        }
    }

    /** A call that finds out that a shared connection is dead must not fail because of it. */
    @Test
    void isNotUsedByANewSubscriptionIfTheServerDoesNotAnswerOnIt() throws Exception {
        try (RestartableServer server = RestartableServer.start();
                TcpProxy proxy = new TcpProxy(server.port());
                DistributedCoordination handle = RedisCoordination.builder(
                                URI.create(proxy.uri() + "?protocol=2"), "ns")
                        .socketTimeout(ofSeconds(5)) // on a busy machine, two seconds were too short for the publisher
                        .livenessInterval(ofHours(1))
                        .build()) {
            var unused = handle.pubSub().subscribe("a");
            proxy.muteOpenConnections();

            Subscription subscription = handle.pubSub().subscribe("b");

            assertThat(handle.pubSub().publish("b", VALUE)).isEqualTo(1);
            assertThat(subscription.poll()).contains(Message.onChannel("b", VALUE));
        }
    }

    @Test
    void doesNotGiveATopicAwayBeforeTheServerHasDroppedIt() {
        NamespacedTopics topics = new NamespacedTopics(Set.of(Topic.channel("a")), Namespace.of("ns"));
        SubscriberLink.Receiver receiver = new SubscriberLink.Receiver() {
            @Override
            public void message(Message message) {
                // Nothing is sent.
            }

            @Override
            public void lost(Throwable cause) {
                // There is no connection.
            }
        };
        LinkRoutes routes = new LinkRoutes();
        assertThat(routes.accept(topics.all())).isTrue();

        routes.add(topics.all(), receiver);
        assertThat(routes.accept(topics.all())).isFalse();
        routes.remove(receiver);
        assertThat(routes.accept(topics.all())).isFalse();
        routes.free(topics.all());

        assertThat(routes.accept(topics.all())).isTrue();
    }

    /** Creates a handle that waits for its server longer than a busy machine keeps it from running. */
    private static DistributedCoordination connect(URI uri) {
        return RedisCoordination.builder(uri, "ns").socketTimeout(ofSeconds(20)).build();
    }

    /** Returns the ids of the connections that have subscriptions. */
    private static Set<String> subscribed(RestartableServer server) {
        return clients(server, "pubsub");
    }

    private static Set<String> clients(RestartableServer server, String type) {
        try (Connection admin = server.connection()) {
            Object list = admin.executeCommand(
                    new CommandArguments(Command.CLIENT).add("LIST").add("TYPE").add(type));
            return Utf8.text((byte[]) list)
                    .lines()
                    .filter(line -> line.startsWith("id="))
                    .map(line -> line.substring("id=".length(), line.indexOf(' ')))
                    .collect(Collectors.toSet());
        }
    }

    private static void kill(RestartableServer server, Set<String> ids) {
        try (Connection admin = server.connection()) {
            for (String id : ids) {
                admin.executeCommand(new CommandArguments(Command.CLIENT)
                        .add("KILL")
                        .add("ID")
                        .add(id));
            }
        }
    }
}
