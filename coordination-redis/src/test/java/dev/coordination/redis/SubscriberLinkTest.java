// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Message;
import dev.coordination.Topic;
import dev.coordination.redis.server.RestartableServer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.PushConsumer;
import redis.clients.jedis.PushConsumerChain;
import redis.clients.jedis.PushMessage;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.util.RedisInputStream;

@ExtendWith(RedisExtension.class)
class SubscriberLinkTest {

    private final RestartableServer server;
    private final Namespace namespace = Namespace.of(RedisExtension.uniqueNamespace());

    SubscriberLinkTest(RestartableServer server) {
        this.server = server;
    }

    /** A thread that polls while another thread closes the subscription must not restore it. */
    @Test
    void aBarrierAfterUnsubscribeDoesNotSubscribeAgain() {
        try (Connection connection = server.connection()) {
            NamespacedTopics topics = new NamespacedTopics(Set.of(Topic.channel("news")), namespace);
            SubscriberLink link = new SubscriberLink(connection, topics, new MessageDecoder(namespace));
            UnsubscribeReceiver receiver = new UnsubscribeReceiver();
            link.subscribe(receiver);
            assertThat(subscribers()).isEqualTo(1);

            link.unsubscribe();
            long barrier = link.barrier();

            assertThat(barrier).isZero();
            while (!receiver.unsubscribed) {
                assertThat(link.read(receiver)).isFalse();
            }
            assertThat(subscribers()).isZero();
            link.cut();
        }
    }

    /** In RESP3, acknowledgements are push messages, and Jedis decides whether to deliver them. */
    @Test
    @Tag("jedis-8") // Earlier versions cannot drop push messages.
    void subscribesEvenIfJedisDropsAllPushMessages() {
        JedisClientConfig resp3 =
                DefaultJedisClientConfig.builder().protocol(RedisProtocol.RESP3).build();
        try (Connection connection = new Connection(server.address(), resp3) {
            @Override
            protected Object protocolRead(RedisInputStream in, PushConsumerChain chain) {
                return super.protocolRead(in, new DroppingChain());
            }
        }) {
            NamespacedTopics topics =
                    new NamespacedTopics(Set.of(Topic.channel("news"), Topic.pattern("n*")), namespace);
            SubscriberLink link = new SubscriberLink(connection, topics, new MessageDecoder(namespace));

            link.subscribe(new UnsubscribeReceiver());

            assertThat(subscribers()).isEqualTo(1);
            link.cut();
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

    private static final class UnsubscribeReceiver implements SubscriberLink.Receiver {
        boolean unsubscribed;

        @Override
        public void message(Message message) {
            throw new AssertionError("nobody published " + message);
        }

        @Override
        public void acknowledged() {
            // Counted by the link.
        }

        @Override
        public void unsubscribed() {
            unsubscribed = true;
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
