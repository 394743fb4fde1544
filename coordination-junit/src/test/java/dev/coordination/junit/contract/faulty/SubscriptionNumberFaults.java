// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_03;
import static dev.coordination.junit.contract.Rule.S_01;
import static dev.coordination.junit.contract.Rule.S_08;

import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Defects that show only with many topics, subscriptions or messages, or with topics that are null or that change. */
final class SubscriptionNumberFaults {

    private SubscriptionNumberFaults() {}

    static List<Fault> all() {
        return List.of(
                topics("only the first 16 topics of a subscription are live", topics -> first(16, topics)),
                topics("only the first 128 topics of a subscription are live", topics -> first(128, topics)),
                topics("only the first 512 topics of a subscription are live", topics -> first(512, topics)),
                topics(
                        "only the first 16 patterns of a subscription are live",
                        topics -> topics.stream()
                                .filter(topic -> topic.kind() == Topic.Kind.CHANNEL
                                        || first(16, patterns(topics)).contains(topic))
                                .toList()),
                topics(
                        "null topics are ignored",
                        topics -> topics == null
                                ? null
                                : topics.stream().filter(Objects::nonNull).toList()),
                onlyAHundredSubscriptions(),
                onlyTenThousandMessages(),
                topicsAreAView());
    }

    private static List<Topic> first(int count, Collection<Topic> topics) {
        return topics.stream().distinct().limit(count).toList();
    }

    private static List<Topic> patterns(Collection<Topic> topics) {
        return topics.stream()
                .filter(topic -> topic.kind() == Topic.Kind.PATTERN)
                .toList();
    }

    private static Fault topics(String defect, UnaryOperator<Collection<Topic>> live) {
        return Fault.of(S_01, defect).rare().pubSub((correct, context) -> new ForwardingPubSub(correct) {
            @Override
            public Subscription subscribe(Collection<Topic> topics) {
                return super.subscribe(live(topics));
            }

            @Override
            public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
                return super.subscribe(live(topics), listener);
            }

            private Collection<Topic> live(Collection<Topic> topics) {
                return topics == null || topics.isEmpty() ? topics : live.apply(topics);
            }
        });
    }

    private static Fault onlyAHundredSubscriptions() {
        return Fault.of(S_01, "a subscription is not live if its handle already has a hundred others")
                .rare()
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    private final AtomicInteger open = new AtomicInteger();

                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        boolean live = open.incrementAndGet() <= 100;
                        return new ForwardingSubscription(
                                super.subscribe(live ? topics : List.of(Topic.channel("nowhere")))) {
                            @Override
                            public void close() {
                                super.close();
                                open.decrementAndGet();
                            }
                        };
                    }
                });
    }

    private static Fault onlyTenThousandMessages() {
        return Fault.of(S_08, "the 10,001st message is lost silently")
                .rare()
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    private final AtomicInteger messages = new AtomicInteger();

                    @Override
                    public long publish(String channel, byte[] payload) {
                        return messages.incrementAndGet() == 10_001 ? 1 : super.publish(channel, payload);
                    }
                });
    }

    private static Fault topicsAreAView() {
        return Fault.of(G_03, "the topics of a subscription change with the collection that was passed to subscribe")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        return new ForwardingSubscription(super.subscribe(topics)) {
                            private boolean isWanted(Message message) {
                                return topics.contains(message.pattern()
                                        .map(Topic::pattern)
                                        .orElseGet(() -> Topic.channel(message.channel())));
                            }

                            @Override
                            public Optional<Message> poll() {
                                Optional<Message> message = super.poll();
                                while (message.isPresent() && !isWanted(message.get())) {
                                    message = super.poll();
                                }
                                return message;
                            }

                            @Override
                            public Optional<Message> next(Duration timeout) throws InterruptedException {
                                Optional<Message> message = super.next(timeout);
                                return message.isEmpty() || isWanted(message.get()) ? message : super.next(timeout);
                            }
                        };
                    }
                });
    }
}
