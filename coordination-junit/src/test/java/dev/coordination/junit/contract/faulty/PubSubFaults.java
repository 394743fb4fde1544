// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.S_01;
import static dev.coordination.junit.contract.Rule.S_02;
import static dev.coordination.junit.contract.Rule.S_03;
import static dev.coordination.junit.contract.Rule.S_04;
import static dev.coordination.junit.contract.Rule.S_05;
import static dev.coordination.junit.contract.Rule.S_10;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.Leadership;
import dev.coordination.Message;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When a message arrives, in what order, how often, and what it tells. */
final class PubSubFaults {

    private PubSubFaults() {}

    static List<Fault> all() {
        return List.of(
                liveAfterTheFirstPoll(),
                theLastMessageIsRetained(),
                noTopicsAtAllIsFine(),
                newestFirst(),
                channelsOvertakeEachOther(),
                oneQueueForAll(),
                deliveriesAreOneAtMost(),
                deliveriesAreNotCounted(),
                twiceIsTwice(),
                onlyOneTopicOfASubscriptionMatches(),
                patternsFirst(),
                alwaysByAPattern(),
                neverByAPattern(),
                patternsAreChannels(),
                payloadsAreText(),
                channelsInLowerCase(),
                deletesArePublished(),
                leadersArePublished(),
                nodesArePublished());
    }

    /** Throws away what was published before the first look. */
    private static final class LateSubscription extends ForwardingSubscription {
        private boolean live;

        LateSubscription(Subscription to) {
            super(to);
        }

        private void begin() {
            while (!live && super.poll().isPresent()) {
                // Nobody was there to hear it.
            }
            live = true;
        }

        @Override
        public Optional<Message> poll() {
            begin();
            return super.poll();
        }

        @Override
        public Optional<Message> next(Duration timeout) throws InterruptedException {
            begin();
            return super.next(timeout);
        }
    }

    private static Fault liveAfterTheFirstPoll() {
        return Fault.of(S_01, "a subscription is live only after its first poll")
                .subscription((right, world) -> new LateSubscription(right));
    }

    private static Fault theLastMessageIsRetained() {
        return Fault.of(S_01, "a new subscription gets the last message of its channel")
                .pubSub((right, world) -> new ForwardingPubSub(right) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        long count = super.publish(channel, payload);
                        world.note("last of " + channel, Message.onChannel(channel, payload));
                        return count;
                    }

                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        Deque<Message> retained = new ArrayDeque<>();
                        Subscription subscription = super.subscribe(topics);
                        for (Topic topic : topics) {
                            Message last = world.noted("last of " + topic.name(), Message.class);
                            if (last != null) {
                                retained.add(last);
                            }
                        }
                        return new ForwardingSubscription(subscription) {
                            @Override
                            public Optional<Message> poll() {
                                return retained.isEmpty() ? super.poll() : Optional.of(retained.remove());
                            }
                        };
                    }
                });
    }

    private static Fault noTopicsAtAllIsFine() {
        return Fault.of(S_01, "a subscription to nothing is fine")
                .pubSub((right, world) -> new ForwardingPubSub(right) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        return super.subscribe(
                                topics != null && topics.isEmpty() ? List.of(Topic.channel("nothing")) : topics);
                    }
                });
    }

    /** Gives what is buffered in another order. */
    private abstract static class ReorderedSubscription extends ForwardingSubscription {
        ReorderedSubscription(Subscription to) {
            super(to);
        }

        abstract void reorder(List<Message> messages);

        private final List<Message> taken = new ArrayList<>();

        @Override
        public Optional<Message> poll() {
            if (taken.isEmpty()) {
                for (Optional<Message> next = super.poll(); next.isPresent(); next = pollUnlessOver()) {
                    taken.add(next.get());
                }
                reorder(taken);
            }
            return taken.isEmpty() ? Optional.empty() : Optional.of(taken.remove(0));
        }

        private Optional<Message> pollUnlessOver() {
            return super.pending() == 0 ? Optional.empty() : super.poll();
        }

        @Override
        public int pending() {
            return taken.isEmpty() ? super.pending() : taken.size();
        }
    }

    private static Fault newestFirst() {
        return Fault.of(S_02, "the newest message comes first")
                .subscription((right, world) -> new ReorderedSubscription(right) {
                    @Override
                    void reorder(List<Message> messages) {
                        Collections.reverse(messages);
                    }
                });
    }

    private static Fault channelsOvertakeEachOther() {
        return Fault.of(S_02, "each channel has an order, and they overtake each other")
                .subscription((right, world) -> new ReorderedSubscription(right) {
                    @Override
                    void reorder(List<Message> messages) {
                        messages.sort(Comparator.comparing(Message::channel));
                    }
                });
    }

    private static Fault oneQueueForAll() {
        return Fault.of(S_03, "several subscriptions share the messages of a channel")
                .pubSub((right, world) -> new ForwardingPubSub(right) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        Subscription made = super.subscribe(topics);
                        Map<Object, Subscription> others = world.notes(Subscription.class);
                        world.note(topics.toString(), made);
                        return others.containsKey(topics.toString())
                                ? new ForwardingSubscription(made) {
                                    @Override
                                    public Optional<Message> poll() {
                                        super.poll();
                                        return Optional.empty();
                                    }
                                }
                                : made;
                    }
                });
    }

    private static Fault deliveriesAreOneAtMost() {
        return Fault.of(S_03, "publishing tells whether somebody listens, not how many")
                .pubSub((right, world) -> new ForwardingPubSub(right) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        return Math.min(1, super.publish(channel, payload));
                    }
                });
    }

    private static Fault deliveriesAreNotCounted() {
        return Fault.of(S_03, "publishing always tells of one delivery")
                .pubSub((right, world) -> new ForwardingPubSub(right) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        return Math.max(1, super.publish(channel, payload));
                    }
                });
    }

    private static Fault twiceIsTwice() {
        return Fault.of(S_04, "a channel that is named twice is heard twice")
                .pubSub((right, world) -> new ForwardingPubSub(right) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        Subscription made = super.subscribe(topics);
                        boolean repeated = topics.stream().distinct().count() < topics.size();
                        return repeated ? new Stutter(made) : made;
                    }
                });
    }

    /** Gives every message twice. */
    private static final class Stutter extends ForwardingSubscription {
        private Optional<Message> again = Optional.empty();

        Stutter(Subscription to) {
            super(to);
        }

        @Override
        public Optional<Message> poll() {
            if (again.isPresent()) {
                Optional<Message> message = again;
                again = Optional.empty();
                return message;
            }
            again = super.poll();
            return again;
        }
    }

    private static Fault onlyOneTopicOfASubscriptionMatches() {
        return Fault.of(S_04, "a subscription is delivered to once, however many of its topics match")
                .subscription((right, world) -> new ForwardingSubscription(right) {
                    private Optional<Message> last = Optional.empty();

                    @Override
                    public Optional<Message> poll() {
                        Optional<Message> message = super.poll();
                        while (message.isPresent() && isSame(message.get())) {
                            message = super.poll();
                        }
                        last = message;
                        return message;
                    }

                    private boolean isSame(Message message) {
                        return last.isPresent()
                                && last.get().channel().equals(message.channel())
                                && Arrays.equals(last.get().payload(), message.payload())
                                && message.pattern().isPresent();
                    }
                });
    }

    private static Fault patternsFirst() {
        return Fault.of(S_04, "what matches a pattern comes before what names the channel")
                .subscription((right, world) -> new ReorderedSubscription(right) {
                    @Override
                    void reorder(List<Message> messages) {
                        for (int i = 1; i < messages.size(); i++) {
                            Message before = messages.get(i - 1);
                            Message after = messages.get(i);
                            if (before.pattern().isEmpty()
                                    && after.pattern().isPresent()
                                    && before.channel().equals(after.channel())
                                    && Arrays.equals(before.payload(), after.payload())) {
                                Collections.swap(messages, i - 1, i);
                            }
                        }
                    }
                });
    }

    private static Fault alwaysByAPattern() {
        return Fault.of(S_05, "a message always claims a pattern")
                .row(14)
                .subscription((right, world) -> new MappedSubscription(
                        right,
                        message -> Message.onPattern(
                                message.pattern().orElse(message.channel()), message.channel(), message.payload())));
    }

    private static Fault neverByAPattern() {
        return Fault.of(S_05, "a message never tells its pattern")
                .row(14)
                .subscription((right, world) -> new MappedSubscription(
                        right, message -> Message.onChannel(message.channel(), message.payload())));
    }

    private static Fault patternsAreChannels() {
        return Fault.of(S_05, "a pattern of channels is taken for a channel")
                .row(11)
                .pubSub((right, world) -> new ForwardingPubSub(right) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        return super.subscribe(topics.stream()
                                .map(topic -> Topic.channel(topic.name()))
                                .toList());
                    }
                });
    }

    private static Fault payloadsAreText() {
        return Fault.of(S_05, "a payload is kept as text")
                .subscription((right, world) -> new MappedSubscription(
                        right,
                        message -> message.pattern().isPresent()
                                ? message
                                : Message.onChannel(
                                        message.channel(), message.text().getBytes(UTF_8))));
    }

    private static Fault channelsInLowerCase() {
        return Fault.of(S_05, "a message that a pattern matched tells the pattern as its channel")
                .subscription((right, world) -> new MappedSubscription(
                        right,
                        message -> message.pattern()
                                .map(pattern -> Message.onPattern(pattern, pattern, message.payload()))
                                .orElse(message)));
    }

    private static Fault deletesArePublished() {
        return Fault.of(S_10, "a delete is published on the channel of the key's name")
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public boolean delete(String key) {
                        boolean deleted = super.delete(key);
                        PubSub pubSub = world.right.pubSub();
                        if (deleted) {
                            pubSub.publish(key, new byte[0]);
                        }
                        return deleted;
                    }
                });
    }

    private static Fault leadersArePublished() {
        return Fault.of(S_10, "a new leader is published").elections((right, world) -> new ForwardingElection(right) {
            @Override
            public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
                won.ifPresent(term -> world.right.pubSub().publish(election, new byte[0]));
                return won;
            }
        });
    }

    private static Fault nodesArePublished() {
        return Fault.of(S_10, "a node that leaves is published")
                .cluster((right, world) -> new ForwardingCluster(right) {
                    @Override
                    public boolean deregister(String nodeId) {
                        boolean left = super.deregister(nodeId);
                        world.right.pubSub().publish(nodeId, new byte[0]);
                        return left;
                    }
                });
    }
}
