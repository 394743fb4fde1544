// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import dev.coordination.CoordinationException;
import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.redis.SubscriptionLinks.Place;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/** Publishes over connections from the pool; subscriptions share links, whose connections never enter the pool. */
final class RedisPubSub implements PubSub {

    /** How often a subscription may be redirected. */
    private static final int MOST_REDIRECTIONS = 5;

    private final Connections connections;
    private final HandleState state;
    private final Publisher publisher;
    private final Namespace namespace;
    private final Settings settings;
    private final Threads threads;
    private final SubscriptionLinks links;
    private final LivenessSchedule liveness;
    private final OpenSubscriptions open = new OpenSubscriptions();

    RedisPubSub(
            Connections connections,
            HandleState state,
            CommandExecutor commands,
            Namespace namespace,
            Settings settings,
            Threads threads) {
        this.connections = connections;
        this.state = state;
        this.namespace = namespace;
        this.settings = settings;
        this.threads = threads;
        byte[] ownChannel = namespace.ownChannel(UUID.randomUUID().toString());
        this.links = new SubscriptionLinks(
                () -> new OwnChannel(namespace.pubSub().channels(), ownChannel),
                new MessageDecoder(namespace),
                () -> connect(ownChannel),
                threads.readers());
        this.publisher = new Publisher(commands, namespace.pubSub());
        Probe probe = new Probe(commands, publisher, ownChannel);
        this.liveness = new LivenessSchedule(links, probe, settings.livenessInterval(), threads.checkers());
    }

    @Override
    public long publish(String channel, byte[] payload) {
        Arguments.channel(channel);
        Arguments.notNull(payload, "payload");
        return publisher.publish(
                new CallDescription("publish", "channel", channel), namespace.channel(channel), payload);
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
        checkSupported(topics);
        state.checkOpen();
        NamespacedTopics onServer = new NamespacedTopics(topics, namespace);
        CallDescription call = new CallDescription("subscribe", onServer.toString(), null);
        String name = "subscription to " + onServer;
        RedisSubscription subscription = Uninterruptibly.call(() -> subscribe(call, onServer, link -> {
            MessageBuffer buffer = new MessageBuffer(name, settings.subscriptionBuffer());
            return new RedisSubscription(name, onServer, link, buffer, listener != null, this::release);
        }));
        open.add(subscription);
        if (state.isClosed()) { // checked after adding it, so that it is closed here or with the handle
            subscription.close();
            throw state.closedException();
        }
        if (listener != null) {
            startListener(subscription, listener);
        }
        return subscription;
    }

    private void checkSupported(Set<Topic> topics) {
        if (namespace.pubSub() == PubSubMode.SHARDED
                && topics.stream().anyMatch(topic -> topic.kind() == Topic.Kind.PATTERN)) {
            throw new UnsupportedOperationException(
                    "a cluster has no subscriptions to patterns, only to channels (G-08)");
        }
    }

    private void startListener(RedisSubscription subscription, MessageListener listener) {
        try {
            threads.listeners()
                    .start(
                            "coordination-redis-listener",
                            new ListenerLoop(subscription.buffer(), listener, settings.onListenerError()));
        } catch (Throwable e) {
            subscription.close();
            throw state.unlessClosed(new ThreadStartException(e).of(subscription.toString()));
        }
    }

    private RedisSubscription subscribe(
            CallDescription call, NamespacedTopics topics, Function<SubscriberLink, RedisSubscription> creator) {
        Place place = links.placeOnAny(topics, creator);
        for (int redirections = 0; ; redirections++) {
            RedisSubscription subscription = place.subscription();
            if (subscribe(call, subscription)) {
                return subscription;
            }
            JedisDataException refusal = subscription.refusal();
            if (refusal instanceof JedisMovedDataException moved
                    && connections.isRedirection(moved)
                    && redirections < MOST_REDIRECTIONS) {
                connections.moved(moved);
            } else if (refusal != null) {
                throw state.unlessClosed(namespace.pubSub().refused(call, refusal));
            } else if (place.isFirst()) {
                throw state.unlessClosed(ExceptionTranslator.brokenConnection(call, subscription.failure()));
            }
            // A connection that others opened may have died since. A new one shows whether the server is there.
            place = links.placeOnNew(topics, creator);
        }
    }

    /** Makes a subscription live. Returns false if the server has not answered or has refused; it is then abandoned. */
    private boolean subscribe(CallDescription call, RedisSubscription subscription) {
        if (!subscription.link().awaitOpen()) {
            throw state.unlessClosed(notOpened(call, subscription));
        }
        boolean answered = subscription.subscribe();
        if (subscription.refusal() != null) {
            subscription.close();
            return false;
        }
        if (!answered) {
            subscription.abandon();
        }
        return answered;
    }

    private static CoordinationException notOpened(CallDescription call, RedisSubscription subscription) {
        Throwable failure = subscription.failure();
        return failure instanceof ThreadStartException noThread
                ? noThread.of(subscription.toString())
                : ExceptionTranslator.noConnection(call, failure);
    }

    /** Opens a connection outside the pool to the server of all channels. */
    private LinkConnection connect(byte[] ownChannel) throws Exception {
        LinkConnection connection = new LinkConnection(connections.open(ownChannel), settings.livenessInterval());
        boolean checked = false;
        try {
            liveness.start(connection.timeout());
            checked = true;
            return connection;
        } finally {
            if (!checked) {
                connection.close();
            }
        }
    }

    private void release(RedisSubscription subscription) {
        open.remove(subscription);
        links.release(subscription.link(), subscription);
    }

    /** Closes all subscriptions. */
    void closeSubscriptions() {
        open.closeAll();
        liveness.stop();
        links.close(); // what is being opened
    }
}
