// SPDX-License-Identifier: Apache-2.0
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

/** Publishes over connections from the pool; each subscription has its own connection, which never enters the pool. */
final class RedisPubSub implements PubSub {

    private final Connections connections;
    private final HandleState state;
    private final CommandExecutor commands;
    private final Namespace namespace;
    private final Settings settings;
    private final OpenSubscriptions open;

    RedisPubSub(
            Connections connections,
            HandleState state,
            CommandExecutor commands,
            Namespace namespace,
            Settings settings,
            OpenSubscriptions open) {
        this.connections = connections;
        this.state = state;
        this.commands = commands;
        this.namespace = namespace;
        this.settings = settings;
        this.open = open;
    }

    @Override
    public long publish(String channel, byte[] payload) {
        Arguments.channel(channel);
        Arguments.notNull(payload, "payload");
        CallDescription call = new CallDescription("publish", "channel", channel);
        return commands.run(call, ReplyReader::number, Command.PUBLISH, namespace.channel(channel), payload);
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
        state.checkOpen();
        NamespacedTopics onServer = new NamespacedTopics(topics, namespace);
        CallDescription call = new CallDescription("subscribe", onServer.toString(), null);
        Connection connection = Uninterruptibly.call(() -> connections.open(call));
        SubscriberLink link = new SubscriberLink(connection, onServer, new MessageDecoder(namespace));
        String name = "subscription to " + onServer;
        MessageBuffer buffer = new MessageBuffer(name, settings.subscriptionBuffer());
        RedisSubscription subscription =
                new RedisSubscription(name, link, buffer, listener != null, timeout(connection), open::remove);
        Uninterruptibly.call(() -> {
            subscribe(call, link, subscription);
            return subscription;
        });
        open.add(subscription);
        if (state.isClosed()) { // checked after adding it, so that it is closed here or with the handle
            subscription.close();
            throw state.closedException();
        }
        if (listener != null) {
            DaemonThreads.startListener(
                    "coordination-redis-listener", new ListenerLoop(buffer, listener, settings.onListenerError()));
        }
        return subscription;
    }

    /** Returns the client's timeout, or the liveness interval if the client would wait forever. */
    private Duration timeout(Connection connection) {
        return connection.getSoTimeout() > 0
                ? Duration.ofMillis(connection.getSoTimeout())
                : settings.livenessInterval();
    }

    private void subscribe(CallDescription call, SubscriberLink link, RedisSubscription subscription) {
        boolean live = false;
        try {
            link.subscribe(subscription);
            DaemonThreads.startReader("coordination-redis-reader", subscription::readAll);
            live = true;
        } catch (JedisDataException e) {
            throw state.unlessClosed(ExceptionTranslator.errorReply(call, e));
        } catch (RuntimeException e) {
            throw state.unlessClosed(ExceptionTranslator.brokenConnection(call, e));
        } finally {
            if (!live) {
                link.cut();
            }
        }
    }
}
