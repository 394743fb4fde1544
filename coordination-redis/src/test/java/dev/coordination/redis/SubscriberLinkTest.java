// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Message;
import dev.coordination.Topic;
import dev.coordination.redis.Connections.Borrowed;
import dev.coordination.redis.SubscriberLink.Receiver;
import dev.coordination.redis.server.RestartableServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.PushConsumer;
import redis.clients.jedis.PushConsumerChain;
import redis.clients.jedis.PushMessage;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;

@ExtendWith(RedisExtension.class)
class SubscriberLinkTest {

    private static final Receiver NOBODY = new Receiver() {
        @Override
        public void message(Message message) {
            throw new AssertionError("nobody published " + message);
        }

        @Override
        public void lost(Throwable cause) {
            // Closed by the test.
        }
    };

    private final RestartableServer server;
    private final Namespace namespace = Namespace.of(RedisExtension.uniqueNamespace());
    private final SubscriberLink link = new SubscriberLink(
            new OwnChannel(TopicKind.CHANNEL, namespace.ownChannel("test")), new MessageDecoder(namespace), lost -> {});

    SubscriberLinkTest(RestartableServer server) {
        this.server = server;
    }

    @AfterEach
    void close() {
        link.close();
    }

    /** A thread that polls while another thread closes the subscription must not restore it. */
    @Test
    void aBarrierAfterUnsubscribeDoesNotSubscribeAgain() throws Exception {
        open(server.connection());
        NamespacedTopics topics = new NamespacedTopics(Set.of(Topic.channel("news")), namespace);
        subscribe(topics);
        assertThat(subscribers()).isEqualTo(1);

        link.unsubscribe(topics.all(), () -> {});
        CompletableFuture<Boolean> barrier = new CompletableFuture<>();
        link.barrier(() -> barrier.complete(true));

        assertThat(barrier.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(subscribers()).isZero();
        assertThat(link.lostBecause()).isNull();
    }

    /** In RESP3, acknowledgements are push messages, and Jedis decides whether to deliver them. */
    @Test
    @Tag("jedis-8") // Earlier versions cannot drop push messages.
    void subscribesEvenIfJedisDropsAllPushMessages() throws Exception {
        JedisClientConfig resp3 =
                DefaultJedisClientConfig.builder().protocol(RedisProtocol.RESP3).build();
        open(new Connection(server.address(), resp3) {
            @Override
            protected Object protocolRead(RedisInputStream in, PushConsumerChain chain) {
                return super.protocolRead(in, new DroppingChain());
            }
        });

        subscribe(new NamespacedTopics(Set.of(Topic.channel("news"), Topic.pattern("n*")), namespace));

        assertThat(subscribers()).isEqualTo(1);
    }

    private void open(Connection connection) {
        connection.connect();
        Borrowed opened = new Borrowed(
                connection,
                new ConnectionPool(
                        server.address(), DefaultJedisClientConfig.builder().build()));
        link.open(() -> new LinkConnection(opened, Duration.ofSeconds(20)), DaemonThreads::startReader);
        assertThat(link.awaitOpen()).isTrue();
    }

    /** Subscribes, and waits until the server has answered. */
    private void subscribe(NamespacedTopics topics) throws Exception {
        link.routes().add(topics.all(), NOBODY);
        for (List<TopicName> part : topics.parts()) {
            CompletableFuture<@Nullable JedisDataException> refusal = new CompletableFuture<>();
            link.subscribe(part, refusal::complete);
            assertThat(refusal.get(20, TimeUnit.SECONDS)).isNull();
        }
    }

    private long subscribers() {
        try (Connection admin = server.connection()) {
            Object answer = admin.executeCommand(new CommandArguments(Command.PUBSUB)
                    .add("NUMSUB".getBytes(UTF_8))
                    .add(namespace.channel("news")));
            return (Long) ((List<?>) answer).get(1);
        }
    }

    private static final class DroppingChain implements PushConsumerChain {

        @Override
        public @Nullable PushMessage process(PushMessage message) {
            return null;
        }

        @Override
        public List<PushConsumer> getConsumers() {
            return List.of();
        }
    }
}
