// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_08;

import dev.coordination.Arguments;
import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Defects in which an operation that is not supported has an effect. */
final class CapabilityFaults {

    private CapabilityFaults() {}

    static List<Fault> all() {
        return List.of(
                subscribesToChannels(
                        "listed before the pattern",
                        topics -> topics.stream()
                                .takeWhile(topic -> topic.kind() == Topic.Kind.CHANNEL)
                                .toList()),
                subscribesToChannels(
                        "listed with the pattern",
                        topics -> topics.stream()
                                .filter(topic -> topic.kind() == Topic.Kind.CHANNEL)
                                .toList()),
                deletesThePrefix(),
                takesForAChannel());
    }

    private static Fault subscribesToChannels(String which, Function<Collection<Topic>, List<Topic>> subscribed) {
        return Fault.of(G_08, "an unsupported subscription to a pattern subscribes to the channels " + which)
                .lacks(Capability.PATTERN_SUBSCRIPTIONS)
                .rare()
                .pubSub((correct, context) -> new ChannelsOnly(correct, subscribed));
    }

    private static final class ChannelsOnly extends ForwardingPubSub {
        private final Function<Collection<Topic>, List<Topic>> subscribed;

        ChannelsOnly(PubSub delegate, Function<Collection<Topic>, List<Topic>> subscribed) {
            super(delegate);
            this.subscribed = subscribed;
        }

        private void refusePatterns(Collection<Topic> topics) {
            if (topics.stream().allMatch(topic -> topic.kind() == Topic.Kind.CHANNEL)) {
                return;
            }
            List<Topic> channels = subscribed.apply(topics);
            if (!channels.isEmpty()) {
                super.subscribe(channels);
            }
            throw new UnsupportedOperationException("patterns are not supported (G-08)");
        }

        @Override
        public Subscription subscribe(Collection<Topic> topics) {
            refusePatterns(Arguments.topics(topics));
            return super.subscribe(topics);
        }

        @Override
        public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
            refusePatterns(Arguments.topics(topics));
            return super.subscribe(topics, listener);
        }
    }

    private static Fault deletesThePrefix() {
        return Fault.of(G_08, "an unsupported deleteMatching deletes the key whose name is the pattern, then throws")
                .lacks(Capability.DELETE_MATCHING)
                .rare()
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long deleteMatching(String pattern) {
                        super.delete(pattern);
                        throw new UnsupportedOperationException("patterns are not supported (G-08)");
                    }
                });
    }

    private static Fault takesForAChannel() {
        return Fault.of(G_08, "an unsupported pattern without a star is taken for a channel")
                .lacks(Capability.PATTERN_SUBSCRIPTIONS)
                .rare()
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    private List<Topic> channels(Collection<Topic> topics) {
                        if (topics.stream()
                                .anyMatch(topic -> topic.kind() == Topic.Kind.PATTERN
                                        && topic.name().contains("*"))) {
                            throw new UnsupportedOperationException("patterns are not supported (G-08)");
                        }
                        return topics.stream()
                                .map(topic -> Topic.channel(topic.name()))
                                .toList();
                    }

                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        return super.subscribe(channels(Arguments.topics(topics)));
                    }

                    @Override
                    public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
                        return super.subscribe(channels(Arguments.topics(topics)), listener);
                    }
                });
    }
}
