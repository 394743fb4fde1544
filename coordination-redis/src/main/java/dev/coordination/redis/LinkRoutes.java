// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.redis.SubscriberLink.Receiver;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions on a link, and the topics of each. No two of them have a topic in common: the server sends a message once
 * for each topic of a connection, and each subscription must get its own copy and be counted (S-03).
 */
final class LinkRoutes {

    /** How many subscriptions share a link at most. They are lost together. */
    static final int MOST_SUBSCRIPTIONS = 256;

    private final Map<TopicName, Receiver> byTopic = new ConcurrentHashMap<>();
    private final Set<Receiver> receivers = ConcurrentHashMap.newKeySet();

    /** Returns whether there is room for a subscription to these topics. */
    boolean accept(Collection<TopicName> topics) {
        return receivers.size() < MOST_SUBSCRIPTIONS && topics.stream().noneMatch(byTopic::containsKey);
    }

    void add(Collection<TopicName> topics, Receiver receiver) {
        topics.forEach(topic -> byTopic.put(topic, receiver));
        receivers.add(receiver);
    }

    /** Removes a subscription. Those of its topics that the server still has stay, and are not given to others. */
    void remove(Receiver receiver) {
        receivers.remove(receiver);
    }

    /** Frees topics that the server no longer has, or has refused. */
    void free(Collection<TopicName> topics) {
        topics.forEach(byTopic::remove);
    }

    /** Returns the subscription that a topic belongs to, or null if there is none. */
    @Nullable
    Receiver receiver(TopicName topic) {
        return byTopic.get(topic);
    }

    Collection<Receiver> receivers() {
        return receivers;
    }
}
