// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.redis.server.RestartableServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.util.Pool;

/** Tests whether a handle notices that its publishers and its subscriptions are connected to different servers. */
class ProbeTest {

    /** Long, because the server must answer within it, however busy the machine is. */
    private static final Duration PATIENT = ofSeconds(2);

    private static final byte[] VALUE = {1};

    /** After a fail-over, an old connection may still lead to the old server, which goes on answering. */
    @Test
    void aSubscriptionOnAnotherServerThanItsPublishersEnds() throws Exception {
        try (RestartableServer before = RestartableServer.start();
                RestartableServer after = RestartableServer.start();
                TcpProxy proxy = new TcpProxy(before.port());
                DistributedCoordination handle = connect(proxy.uri(), ofSeconds(1))) {
            Messages heard = new Messages();
            Subscription subscription = handle.pubSub().subscribe("a");
            Subscription elsewhere = handle.pubSub().subscribe("a");
            Subscription listening = handle.pubSub().subscribe(List.of(Topic.pattern("*")), heard);
            assertThat(handle.pubSub().publish("a", VALUE)).isEqualTo(3);
            assertThat(subscription.poll()).contains(Message.onChannel("a", VALUE));
            assertThat(elsewhere.poll()).contains(Message.onChannel("a", VALUE));

            proxy.leadTo(after.port());
            closeConnectionsWithoutSubscriptions(before);

            assertLost(subscription);
            assertLost(elsewhere);
            assertThat(heard.end())
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageContaining("no longer meet on the same server");
            listening.close();
            try (Subscription again = handle.pubSub().subscribe("a")) {
                assertThat(handle.pubSub().publish("a", VALUE)).isEqualTo(1);
                assertThat(again.poll()).contains(Message.onChannel("a", VALUE));
            }
        }
    }

    private static void assertLost(Subscription subscription) {
        assertThatThrownBy(() -> subscription.next(ofSeconds(20)))
                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                .hasMessageContaining(
                        " has lost its connection (S-12): publishers and this subscription no longer meet on"
                                + " the same server. Close the subscription and subscribe again.");
        subscription.close();
    }

    @Test
    void subscriptionsOnTheSameServerStayAndCountAsBefore() throws Exception {
        try (RestartableServer server = RestartableServer.start();
                DistributedCoordination handle = connect(server.uri(), PATIENT);
                Subscription subscription = handle.pubSub().subscribe("a");
                Subscription all = handle.pubSub().subscribeMatching("*")) {

            awaitCalls(server, "publish", "calls", 3);

            assertThat(all.poll()).isEmpty();
            assertThat(handle.pubSub().publish("a", VALUE)).isEqualTo(2);
            assertThat(subscription.poll()).contains(Message.onChannel("a", VALUE));
            assertThat(all.poll()).contains(Message.onPattern("*", "a", VALUE));
        }
    }

    @Test
    void subscriptionsStayIfTheUserMayOnlyUseTheChannelsOfTheNamespace() throws Exception {
        try (RestartableServer server =
                        RestartableServer.start("user bob on >secret ~ns:* resetchannels &ns:p:* +@all");
                DistributedCoordination handle = connect(bob(server), PATIENT);
                Subscription subscription = handle.pubSub().subscribe("a")) {

            awaitCalls(server, "ping", "calls", 3);

            assertThat(handle.pubSub().publish("a", VALUE)).isEqualTo(1);
            assertThat(subscription.poll()).contains(Message.onChannel("a", VALUE));
            assertThat(subscription.poll()).isEmpty();
        }
    }

    @Test
    void subscriptionsStayIfTheUserMayNotPublish() throws Exception {
        try (RestartableServer server =
                        RestartableServer.start("user bob on >secret ~ns:* allchannels +@all -publish");
                DistributedCoordination handle = connect(bob(server), PATIENT);
                DistributedCoordination other = connect(server.uri(), PATIENT);
                Subscription subscription = handle.pubSub().subscribe("a")) {

            awaitCalls(server, "publish", "rejected_calls", 3);

            assertThat(other.pubSub().publish("a", VALUE)).isEqualTo(1);
            assertThat(subscription.poll()).contains(Message.onChannel("a", VALUE));
            assertThat(subscription.poll()).isEmpty();
        }
    }

    @Test
    void aProbeIsPublishedOnlyIfALinkListens() throws Exception {
        try (RestartableServer server = RestartableServer.start();
                Pool<Connection> pool = ((RedisAddress) ServerUri.of(server.uri())).pool(ConnectionSettings.DEFAULTS)) {
            Namespace namespace = Namespace.of("ns");
            byte[] ownChannel = namespace.ownChannel("test");
            SubscriberLink link = new SubscriberLink(
                    new OwnChannel(TopicKind.CHANNEL, ownChannel), new MessageDecoder(namespace), lost -> {});
            HandleState state = new HandleState("test");
            Connections connections = Connections.of(PoolSource.ofCaller(() -> pool), state, Settings.DEFAULTS);
            CommandExecutor commands = new CommandExecutor(connections, state, null);
            Probe probe = new Probe(commands, new Publisher(commands, PubSubMode.PLAIN), ownChannel);

            probe.publish(List.of());
            link.open(
                    () -> new LinkConnection(connections.open(ownChannel), ofSeconds(20)), DaemonThreads::startReader);
            probe.publish(List.of(link));
            assertThat(calls(server, "publish", "calls")).isZero();
            link.check();
            Await.until("the link listens", link::hearsProbes);
            probe.publish(List.of(link));

            assertThat(calls(server, "publish", "calls")).isEqualTo(1);
            link.close();
        }
    }

    private static URI bob(RestartableServer server) {
        return URI.create("redis://bob:secret@127.0.0.1:" + server.port());
    }

    private static DistributedCoordination connect(URI uri, Duration interval) {
        return RedisCoordination.builder(uri, "ns").livenessInterval(interval).build();
    }

    private static void awaitCalls(RestartableServer server, String command, String which, long atLeast)
            throws Exception {
        Await.until(atLeast + " " + which + " of " + command, () -> calls(server, command, which) >= atLeast);
    }

    /** Returns how many calls of a command the server has counted. */
    private static long calls(RestartableServer server, String command, String which) {
        try (Connection admin = server.connection()) {
            Object info = admin.executeCommand(new CommandArguments(Command.INFO).add("commandstats"));
            return Utf8.text((byte[]) info)
                    .lines()
                    .filter(line -> line.startsWith("cmdstat_" + command + ":"))
                    .flatMap(line -> Stream.of(line.split("[:,]")))
                    .filter(figure -> figure.startsWith(which + "="))
                    .mapToLong(figure -> Long.parseLong(figure.substring(which.length() + 1)))
                    .sum();
        }
    }

    private static void closeConnectionsWithoutSubscriptions(RestartableServer server) {
        try (Connection admin = server.connection()) {
            admin.executeCommand(
                    new CommandArguments(Command.CLIENT).add("KILL").add("TYPE").add("normal"));
        }
    }
}
