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

    /** Whoever polls while another thread closes must not bring the subscription back. */
    @Test
    void isNotSubscribedAgainByABarrierThatComesTooLate() {
        try (Connection connection = server.connection()) {
            Topics topics = new Topics(Set.of(Topic.channel("news")), namespace);
            SubscriberLink link = new SubscriberLink(connection, topics, new Deliveries(namespace));
            Ended ended = new Ended();
            link.subscribe(ended);
            assertThat(subscribers()).isEqualTo(1);

            link.unsubscribe();
            long barrier = link.barrier();

            assertThat(barrier).isZero();
            while (!ended.unsubscribed) {
                assertThat(link.read(ended)).isFalse();
            }
            assertThat(subscribers()).isZero();
            link.cut();
        }
    }

    /** In RESP3 an answer is a push, and whether Jedis passes on a push is for Jedis to say. */
    @Test
    @Tag("jedis-8") // Before, Jedis did not let pushes be stopped.
    void needsNoPushPassedOn() {
        JedisClientConfig resp3 =
                DefaultJedisClientConfig.builder().protocol(RedisProtocol.RESP3).build();
        try (Connection connection = new Connection(server.address(), resp3) {
            @Override
            protected Object protocolRead(RedisInputStream in, PushConsumerChain chain) {
                return super.protocolRead(in, new Deaf());
            }
        }) {
            Topics topics = new Topics(Set.of(Topic.channel("news"), Topic.pattern("n*")), namespace);
            SubscriberLink link = new SubscriberLink(connection, topics, new Deliveries(namespace));

            link.subscribe(new Ended());

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

    private static final class Ended implements SubscriberLink.Receiver {
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

    private static final class Deaf implements PushConsumerChain {

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
