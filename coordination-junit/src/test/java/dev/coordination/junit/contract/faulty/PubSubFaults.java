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

/** Defects in delivery: when, in what order and how often a message arrives, and what it contains. */
final class PubSubFaults {

    private PubSubFaults() {}

    static List<Fault> all() {
        return List.of(
                liveAfterTheFirstPoll(),
                lastMessageIsRetained(),
                noTopicsAreAccepted(),
                newestFirst(),
                orderIsPerChannelOnly(),
                subscriptionsShareMessages(),
                publishReturnsAtMostOne(),
                publishReturnsAtLeastOne(),
                duplicateTopicsDeliverTwice(),
                onlyOneDeliveryPerSubscription(),
                patternDeliveriesComeFirst(),
                patternIsAlwaysReported(),
                patternIsNeverReported(),
                patternsAreChannelNames(),
                payloadsAreStoredAsText(),
                patternIsReportedAsChannel(),
                deletesArePublished(),
                newLeadersArePublished(),
                departingNodesArePublished());
    }

    /** A subscription that discards the messages published before its first poll or wait. */
    private static final class LateSubscription extends ForwardingSubscription {
        private boolean live;

        LateSubscription(Subscription delegate) {
            super(delegate);
        }

        private void discardEarlierMessages() {
            while (!live && super.poll().isPresent()) {
                // Discards the message.
            }
            live = true;
        }

        @Override
        public Optional<Message> poll() {
            discardEarlierMessages();
            return super.poll();
        }

        @Override
        public Optional<Message> next(Duration timeout) throws InterruptedException {
            discardEarlierMessages();
            return super.next(timeout);
        }
    }

    private static Fault liveAfterTheFirstPoll() {
        return Fault.of(S_01, "a subscription is live only after its first poll")
                .subscription((correct, context) -> new LateSubscription(correct));
    }

    private static Fault lastMessageIsRetained() {
        return Fault.of(S_01, "a new subscription gets the last message of its channel")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        long count = super.publish(channel, payload);
                        context.put("last of " + channel, Message.onChannel(channel, payload));
                        return count;
                    }

                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        Deque<Message> retained = new ArrayDeque<>();
                        Subscription subscription = super.subscribe(topics);
                        for (Topic topic : topics) {
                            Message last = context.get("last of " + topic.name(), Message.class);
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

    private static Fault noTopicsAreAccepted() {
        return Fault.of(S_01, "a subscription without topics is accepted")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        return super.subscribe(
                                topics != null && topics.isEmpty() ? List.of(Topic.channel("nothing")) : topics);
                    }
                });
    }

    /** A subscription that returns the buffered messages in an order other than that of their arrival. */
    private abstract static class ReorderedSubscription extends ForwardingSubscription {
        ReorderedSubscription(Subscription delegate) {
            super(delegate);
        }

        abstract void reorder(List<Message> messages);

        private final List<Message> taken = new ArrayList<>();

        @Override
        public Optional<Message> poll() {
            if (taken.isEmpty()) {
                for (Optional<Message> next = super.poll(); next.isPresent(); next = pollIfPending()) {
                    taken.add(next.get());
                }
                reorder(taken);
            }
            return taken.isEmpty() ? Optional.empty() : Optional.of(taken.remove(0));
        }

        private Optional<Message> pollIfPending() {
            return super.pending() == 0 ? Optional.empty() : super.poll();
        }

        @Override
        public int pending() {
            return taken.isEmpty() ? super.pending() : taken.size();
        }
    }

    private static Fault newestFirst() {
        return Fault.of(S_02, "the newest message comes first")
                .subscription((correct, context) -> new ReorderedSubscription(correct) {
                    @Override
                    void reorder(List<Message> messages) {
                        Collections.reverse(messages);
                    }
                });
    }

    private static Fault orderIsPerChannelOnly() {
        return Fault.of(S_02, "messages are ordered only within each channel")
                .subscription((correct, context) -> new ReorderedSubscription(correct) {
                    @Override
                    void reorder(List<Message> messages) {
                        messages.sort(Comparator.comparing(Message::channel));
                    }
                });
    }

    private static Fault subscriptionsShareMessages() {
        return Fault.of(S_03, "several subscriptions share the messages of a channel")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        Subscription created = super.subscribe(topics);
                        Map<Object, Subscription> others = context.valuesOf(Subscription.class);
                        context.put(topics.toString(), created);
                        return others.containsKey(topics.toString())
                                ? new ForwardingSubscription(created) {
                                    @Override
                                    public Optional<Message> poll() {
                                        super.poll();
                                        return Optional.empty();
                                    }
                                }
                                : created;
                    }
                });
    }

    private static Fault publishReturnsAtMostOne() {
        return Fault.of(S_03, "publish returns at most 1").pubSub((correct, context) -> new ForwardingPubSub(correct) {
            @Override
            public long publish(String channel, byte[] payload) {
                return Math.min(1, super.publish(channel, payload));
            }
        });
    }

    private static Fault publishReturnsAtLeastOne() {
        return Fault.of(S_03, "publish returns at least 1").pubSub((correct, context) -> new ForwardingPubSub(correct) {
            @Override
            public long publish(String channel, byte[] payload) {
                return Math.max(1, super.publish(channel, payload));
            }
        });
    }

    private static Fault duplicateTopicsDeliverTwice() {
        return Fault.of(S_04, "a channel that is named twice delivers twice")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        Subscription created = super.subscribe(topics);
                        boolean repeated = topics.stream().distinct().count() < topics.size();
                        return repeated ? new DuplicatingSubscription(created) : created;
                    }
                });
    }

    /** A subscription that returns every message twice. */
    private static final class DuplicatingSubscription extends ForwardingSubscription {
        private Optional<Message> repeat = Optional.empty();

        DuplicatingSubscription(Subscription delegate) {
            super(delegate);
        }

        @Override
        public Optional<Message> poll() {
            if (repeat.isPresent()) {
                Optional<Message> message = repeat;
                repeat = Optional.empty();
                return message;
            }
            repeat = super.poll();
            return repeat;
        }
    }

    private static Fault onlyOneDeliveryPerSubscription() {
        return Fault.of(S_04, "a subscription gets one delivery even if several of its topics match")
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
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

    private static Fault patternDeliveriesComeFirst() {
        return Fault.of(S_04, "pattern deliveries come before the channel delivery")
                .subscription((correct, context) -> new ReorderedSubscription(correct) {
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

    private static Fault patternIsAlwaysReported() {
        return Fault.of(S_05, "a message always reports a pattern")
                .row(14)
                .subscription((correct, context) -> new MappedSubscription(
                        correct,
                        message -> Message.onPattern(
                                message.pattern().orElse(message.channel()), message.channel(), message.payload())));
    }

    private static Fault patternIsNeverReported() {
        return Fault.of(S_05, "a message never reports its pattern")
                .row(14)
                .subscription((correct, context) -> new MappedSubscription(
                        correct, message -> Message.onChannel(message.channel(), message.payload())));
    }

    private static Fault patternsAreChannelNames() {
        return Fault.of(S_05, "a channel pattern is treated as a channel name")
                .row(11)
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        return super.subscribe(topics.stream()
                                .map(topic -> Topic.channel(topic.name()))
                                .toList());
                    }
                });
    }

    private static Fault payloadsAreStoredAsText() {
        return Fault.of(S_05, "a payload is stored as text")
                .subscription((correct, context) -> new MappedSubscription(
                        correct,
                        message -> message.pattern().isPresent()
                                ? message
                                : Message.onChannel(
                                        message.channel(), message.text().getBytes(UTF_8))));
    }

    private static Fault patternIsReportedAsChannel() {
        return Fault.of(S_05, "a message that matched a pattern reports the pattern as its channel")
                .subscription((correct, context) -> new MappedSubscription(
                        correct,
                        message -> message.pattern()
                                .map(pattern -> Message.onPattern(pattern, pattern, message.payload()))
                                .orElse(message)));
    }

    private static Fault deletesArePublished() {
        return Fault.of(S_10, "a delete is published on the channel with the key's name")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean delete(String key) {
                        boolean deleted = super.delete(key);
                        PubSub pubSub = context.correct.pubSub();
                        if (deleted) {
                            pubSub.publish(key, new byte[0]);
                        }
                        return deleted;
                    }
                });
    }

    private static Fault newLeadersArePublished() {
        return Fault.of(S_10, "a new leader is announced in a message")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
                        won.ifPresent(term -> context.correct.pubSub().publish(election, new byte[0]));
                        return won;
                    }
                });
    }

    private static Fault departingNodesArePublished() {
        return Fault.of(S_10, "a departing node is announced in a message")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public boolean deregister(String nodeId) {
                        boolean deregistered = super.deregister(nodeId);
                        context.correct.pubSub().publish(nodeId, new byte[0]);
                        return deregistered;
                    }
                });
    }
}
