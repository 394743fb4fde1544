// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Any number of topics, subscriptions and messages: S-01, S-08. */
@RequiresCapability(Capability.PUBSUB)
abstract class SubscriptionNumbersContract extends ListenerArea {

    private static final List<Integer> TOPICS = List.of(1, 2, 17, 100, 1_000);

    /** A number of topics that is tried only on an in-memory backend, and only for channels. */
    private static final int MANY_TOPICS = 10_000;

    /** Numbers of subscriptions, each of which may need a connection. */
    private static final List<Integer> SUBSCRIPTIONS = List.of(2, 101);

    /**
     * A number of subscriptions that is tried only on an in-memory backend. There are fewer listeners, since each may
     * need a thread.
     */
    private static final int MANY_SUBSCRIPTIONS = 1_001;

    private static final int MESSAGES = 10_001;

    /** The number of messages for a listener: fewer, since publishing waits for the listener's thread again and again. */
    private static final int HEARD = 2_001;

    /** The time after which no more messages are published, because the adapter is slow. */
    private static final long ENOUGH_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** If opening all polled subscriptions takes longer than this, fewer listeners are added. */
    private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final int FEWER_LISTENERS = 17;

    /**
     * If there are at most this many topics, each is tried. If there are more, only some are tried, among them the first
     * and the last few.
     */
    private static final int EACH = 100;

    /** About how many topics are tried if there are more than {@link #EACH}. */
    private static final int TRIED = 111;

    @Test
    @Tag("S-01")
    void eachOfManyChannelsReceivesItsMessages() {
        assertEveryTopicReceives(TOPICS, Topic::channel);
        if (Repetition.isInMemory(harness)) {
            assertEveryTopicReceives(List.of(MANY_TOPICS), Topic::channel);
        }
    }

    @Test
    @Tag("S-01")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void eachOfManyPatternsReceivesItsMessages() {
        assertEveryTopicReceives(TOPICS, name -> Topic.pattern(name + "*"));
    }

    @Test
    @Tag("S-01")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void eachOfManyChannelsAndPatternsReceivesItsMessages() {
        assertEveryTopicReceives(
                TOPICS,
                name -> name.hashCode() % 2 == 0 ? Topic.channel(name) : Topic.pattern("*" + name.substring(1)));
    }

    private interface TopicOf {
        Topic named(String name);
    }

    private void assertEveryTopicReceives(List<Integer> numbers, TopicOf topicOf) {
        for (int number : numbers) {
            List<String> names = IntStream.range(0, number)
                    .mapToObj(i -> "x" + number + ":" + i + ".")
                    .toList();
            List<Topic> topics = names.stream().map(topicOf::named).toList();
            RecordingListener listener = new RecordingListener();
            listener.setPatience(background.patience());
            Subscription polled = pubSub().subscribe(topics);
            Subscription listening = otherHandle().pubSub().subscribe(topics, listener);
            List<String> heard = new ArrayList<>();
            for (List<Integer> some : chunks(number)) {
                List<String> expected = some.stream()
                        .map(i -> shown(topics.get(i), names.get(i)))
                        .toList();
                some.forEach(i -> publish(names.get(i), "1"));
                heard.addAll(expected);
                assertThat(take(polled, some.size()))
                        .as("what a subscription to %s topics received", number)
                        .isEqualTo(expected);
                assertThat(listener.awaitCalls(heard.size())).as(CALLS).hasSize(heard.size());
            }
            assertThat(listener.calls()).as(CALLS).isEqualTo(heard);
            polled.close();
            listening.close();
        }
    }

    private static String shown(Topic topic, String channel) {
        return channel + (topic.kind() == Topic.Kind.PATTERN ? " by " + topic.name() : "") + ": 1";
    }

    /** Returns the indices of the topics to try, in groups whose messages fit into a buffer. */
    private static List<List<Integer>> chunks(int number) {
        int step = Math.max(1, number / TRIED);
        List<Integer> tried = IntStream.range(0, number)
                .filter(i -> number <= EACH || i < 3 || i >= number - 3 || i % step == 1)
                .boxed()
                .toList();
        return IntStream.rangeClosed(0, (tried.size() - 1) / FEW)
                .mapToObj(i -> tried.subList(i * FEW, Math.min(tried.size(), (i + 1) * FEW)))
                .toList();
    }

    /** This holds for polled subscriptions and for listeners. */
    @Test
    @Tag("S-01")
    void eachOfManySubscriptionsReceivesEveryMessage() {
        List<Integer> numbers = new ArrayList<>(SUBSCRIPTIONS);
        if (Repetition.isInMemory(harness)) {
            numbers.add(MANY_SUBSCRIPTIONS);
        }
        for (int number : numbers) {
            String channel = number + " subscriptions";
            long start = System.nanoTime();
            List<Subscription> polled = opened(number, i -> pubSub().subscribe(channel));
            boolean isQuick = System.nanoTime() - start < QUICK_NANOS;
            List<RecordingListener> listeners = Stream.generate(RecordingListener::new)
                    .limit(isQuick && number < MANY_SUBSCRIPTIONS ? number : Math.min(number, FEWER_LISTENERS))
                    .toList();
            List<Subscription> listening = opened(listeners.size(), i -> listen(listeners.get(i), channel));

            List<String> published = publishNumbered(channel, 2);

            for (int i = 0; i < number; i++) {
                assertThat(take(polled.get(i), 2))
                        .as("what subscription.poll or next returned on subscription %s of %s", i + 1, number)
                        .isEqualTo(published);
            }
            assertEachReceives(listeners, published);
            if (has(Capability.EXACT_RECEIVER_COUNT)) {
                assertThat(publish(channel, "counted"))
                        .as("what pubSub.publish returned for %s subscriptions", number + listeners.size())
                        .isEqualTo((long) number + listeners.size());
            }
            polled.forEach(Subscription::close);
            listening.forEach(Subscription::close);
        }
    }

    private static List<Subscription> opened(int number, IntFunction<Subscription> open) {
        return IntStream.range(0, number).mapToObj(open).toList();
    }

    /** There are fewer messages if the adapter is slow. */
    @Test
    @Tag("S-01")
    @Tag("S-08")
    void eachOfManyMessagesArrives() {
        Subscription polled = pubSub().subscribe("news");

        publishMany(
                MESSAGES,
                (from, to) -> assertThat(takeWaiting(polled, to - from))
                        .as("what subscription.next returned")
                        .isEqualTo(numbered(from, to)));

        assertThat(takeAll(polled, "news")).isEmpty();
    }

    @Test
    @Tag("S-01")
    @Tag("S-09")
    void aListenerReceivesEachOfManyMessages() {
        RecordingListener listener = new RecordingListener();
        listen(otherHandle(), listener, "news");

        int count = publishMany(HEARD, (from, to) -> listener.awaitCount(to));

        assertThat(listener.calls()).as(CALLS).isEqualTo(numbered(0, count));
    }

    /** Receives the messages from one number up to, but not including, another. */
    private interface Receiver {
        void receive(int from, int to);
    }

    /** Publishes as many messages at a time as fit into a buffer, and returns how many there were in all. */
    private int publishMany(int messages, Receiver receiver) {
        int buffer = harness.subscriptionBuffer();
        long start = System.nanoTime();
        int count = 0;
        while (count < messages && System.nanoTime() - start < ENOUGH_NANOS) {
            int before = count;
            while (count < Math.min(messages, before + buffer)) {
                publish("news", Integer.toString(count++));
            }
            receiver.receive(before, count);
        }
        return count;
    }

    /** Takes messages with next, because poll may ask a server after each message whether there are more. */
    private List<String> takeWaiting(Subscription subscription, int count) {
        if (has(Capability.POLL_SEES_PUBLISHED)) {
            assertThat(subscription.pending()).as("subscription.pending").isEqualTo(count);
        }
        List<String> taken = new ArrayList<>();
        Optional<Message> message = next(subscription);
        while (message.isPresent()) {
            taken.add(shown(message.get()));
            message = taken.size() < count ? next(subscription) : Optional.empty();
        }
        return taken;
    }

    private static List<String> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "news: " + i).toList();
    }
}
