package dev.coordination.redis;

import dev.coordination.Arguments;
import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.Pool;

/** Publish over the pool; each subscription on a connection of its own, which the pool never sees. */
final class RedisPubSub implements PubSub {

    private final Pool<Connection> pool;
    private final Lifetime lifetime;
    private final Commands commands;
    private final Namespace namespace;
    private final Settings settings;
    private final OpenSubscriptions open;

    RedisPubSub(
            Pool<Connection> pool,
            Lifetime lifetime,
            Commands commands,
            Namespace namespace,
            Settings settings,
            OpenSubscriptions open) {
        this.pool = pool;
        this.lifetime = lifetime;
        this.commands = commands;
        this.namespace = namespace;
        this.settings = settings;
        this.open = open;
    }

    @Override
    public long publish(String channel, byte[] payload) {
        Arguments.channel(channel);
        Arguments.notNull(payload, "payload");
        Operation operation = new Operation("publish", "channel", channel);
        return Replies.number(commands.run(operation, Command.PUBLISH, namespace.channel(channel), payload));
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics) {
        return start(Arguments.topics(topics), null);
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
        Set<Topic> copy = Arguments.topics(topics);
        return start(copy, Arguments.notNull(listener, "listener"));
    }

    private Subscription start(Set<Topic> topics, @Nullable MessageListener listener) {
        lifetime.checkOpen();
        Topics onServer = new Topics(topics, namespace);
        Operation operation = new Operation("subscribe", onServer.toString(), null);
        Connection connection = connect(operation);
        SubscriberLink link = new SubscriberLink(connection, onServer, new Deliveries(namespace));
        String name = "subscription to " + onServer;
        Inbox inbox = new Inbox(name, settings.subscriptionBuffer());
        RedisSubscription subscription =
                new RedisSubscription(name, link, inbox, listener != null, quiet(connection), open::remove);
        subscribe(operation, link, subscription);
        open.add(subscription);
        if (lifetime.isClosed()) { // after it was added: either this or the close of the handle sees it
            subscription.close();
            throw lifetime.closedException();
        }
        if (listener != null) {
            DaemonThreads.startListener(
                    "coordination-redis-listener", new ListenerLoop(inbox, listener, settings.onListenerError()));
        }
        return subscription;
    }

    private Connection connect(Operation operation) {
        try {
            if (pool.isClosed()) {
                throw new IllegalStateException("the client is closed");
            }
            return pool.getFactory().makeObject().getObject();
        } catch (Exception e) {
            throw lifetime.unlessClosed(Failures.unconnected(operation, e));
        }
    }

    /** As long as the client waits for an answer; where it would wait for ever, an interval of the liveness check. */
    private Duration quiet(Connection connection) {
        return connection.getSoTimeout() > 0
                ? Duration.ofMillis(connection.getSoTimeout())
                : settings.livenessInterval();
    }

    private void subscribe(Operation operation, SubscriberLink link, RedisSubscription subscription) {
        boolean live = false;
        try {
            link.subscribe(subscription);
            DaemonThreads.startReader("coordination-redis-reader", subscription::readAll);
            live = true;
        } catch (JedisDataException e) {
            throw lifetime.unlessClosed(Failures.answered(operation, e));
        } catch (RuntimeException e) {
            throw lifetime.unlessClosed(Failures.broken(operation, e));
        } finally {
            if (!live) {
                link.cut();
            }
        }
    }
}
