// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static dev.coordination.junit.explore.Footprint.TOPIC;

import dev.coordination.Arguments;
import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pub/sub of a node, on which each call is a step. */
final class ExploredPubSub implements PubSub {

    private final ExploredNode node;
    private final PubSub delegate;
    private final Run run;
    private final List<ExploredSubscription> subscriptions = new ArrayList<>();

    ExploredPubSub(ExploredNode node, PubSub delegate) {
        this.node = node;
        this.delegate = delegate;
        run = node.run;
    }

    /** Returns all subscriptions of this node, including closed ones. */
    List<ExploredSubscription> subscriptions() {
        return subscriptions;
    }

    @Override
    public long publish(String channel, byte[] payload) {
        long topic = node.resource(TOPIC, channel);
        return run.steps.make(
                node,
                Step.call("pubSub.publish", Variant.OF_WRITE, channel, payload),
                topic,
                () -> delegate.publish(channel, payload),
                (footprint, receivers) -> {
                    footprint.read(topic);
                    for (NodeState other : run.nodes) {
                        for (ExploredSubscription subscription : other.newest().subscriptions()) {
                            subscription.published(channel, footprint);
                        }
                    }
                });
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics) {
        return open(topics, null);
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
        return open(topics, Arguments.notNull(listener, "listener"));
    }

    private Subscription open(Collection<Topic> topics, @Nullable MessageListener listener) {
        Set<Topic> copy = Arguments.topics(topics);
        return run.steps.make(
                node,
                Step.call("pubSub.subscribe", Variant.OF_READ, List.copyOf(copy)),
                0,
                () -> new ExploredSubscription(node, copy, delegate.subscribe(copy), listener),
                (footprint, subscription) -> {
                    subscriptions.add(subscription);
                    subscription.writeTopics(footprint);
                    subscription.startActors();
                });
    }

    @Override
    public String toString() {
        return "pub/sub of " + node;
    }
}
