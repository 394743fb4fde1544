// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which topics a message reaches, and what it tells of itself: S-04, S-05. */
@RequiresCapability(Capability.PUBSUB)
abstract class TopicContract extends PubSubArea {

    /** Names that a pattern would read otherwise, and names that a text protocol may trip over. */
    private static final List<String> ODD_NAMES = List.of(
            "a*",
            "*",
            "a?",
            "[ab]",
            "[^a]",
            "\\a",
            "a\\*",
            " a ",
            "a\r\nb",
            "a\0b",
            "a:b",
            "{a}",
            "\u00e9",
            "e\u0301",
            "\ud83d\ude00",
            "\"a\"");

    /** The names are equal, not the same object. */
    @Test
    @Tag("S-04")
    void aChannelNamedTwiceCountsOnce() {
        String again = new StringBuilder("new").append('s').toString();
        Subscription varargs = pubSub().subscribe("news", "weather", again);
        Subscription topics =
                pubSub().subscribe(List.of(Topic.channel("news"), Topic.channel("weather"), Topic.channel(again)));

        publish("news", "1");

        assertThat(takeAll(varargs, "news")).containsExactly("news: 1");
        assertThat(take(topics, 1)).containsExactly("news: 1");
        topics.close();
        publish("news", "2");
        assertThat(takeAll(varargs, "news"))
                .as("closing the other ended none of these")
                .containsExactly("news: 2");
        varargs.close();
        assertThat(publish("news", "3"))
                .as("nothing is left of a topic named twice")
                .isZero();
    }

    /** As for channels. */
    @Test
    @Tag("S-04")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void aPatternNamedTwiceCountsOnce() {
        String again = new StringBuilder("n").append('*').toString();
        Subscription subscription = pubSub().subscribeMatching("n*", "w*", again);

        publish("news", "1");

        assertThat(takeAll(subscription, "news")).containsExactly("news by n*: 1");
        subscription.close();
        assertThat(publish("news", "2"))
                .as("nothing is left of a topic named twice")
                .isZero();
    }

    /** Neither in what is delivered nor in what is counted. */
    @Test
    @Tag("S-04")
    @RequiresCapability({Capability.EXACT_RECEIVER_COUNT, Capability.PATTERN_SUBSCRIPTIONS})
    void aTopicNamedTwiceIsCountedOnce() {
        pubSub().subscribe(List.of(
                Topic.channel("news"), Topic.pattern("n*"), Topic.pattern("n*"), Topic.channel("news")));

        assertThat(publish("news", "1")).isEqualTo(2);
    }

    /** Whatever the order in which the topics are named. */
    @Test
    @Tag("S-04")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void eachMatchingTopicDeliversAndTheChannelIsFirst() {
        List<List<Topic>> orders = List.of(
                List.of(Topic.pattern("n*"), Topic.channel("news"), Topic.pattern("*s")),
                List.of(Topic.channel("news"), Topic.pattern("*s"), Topic.pattern("n*")),
                List.of(Topic.pattern("*s"), Topic.pattern("n*"), Topic.channel("news")));
        for (List<Topic> topics : orders) {
            Subscription subscription = pubSub().subscribe(topics);

            publish("news", "1");
            publish("news", "2");

            List<String> taken = takeAll(subscription, "news");
            assertThat(taken).hasSize(6);
            assertThat(taken.get(0)).isEqualTo("news: 1");
            assertThat(taken.subList(1, 3)).containsExactlyInAnyOrder("news by n*: 1", "news by *s: 1");
            assertThat(taken.get(3)).isEqualTo("news: 2");
            assertThat(taken.subList(4, 6)).containsExactlyInAnyOrder("news by n*: 2", "news by *s: 2");
            subscription.close();
        }
    }

    /** One delivery for the pattern that matches, none for the topics that do not. */
    @Test
    @Tag("S-04")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void onlyMatchingTopicsDeliver() {
        Subscription subscription =
                pubSub().subscribe(List.of(Topic.channel("news"), Topic.pattern("new"), Topic.pattern("we*")));

        publish("news", "1");
        publish("weather", "2");
        publish("new", "3");
        publish("newsletter", "4");

        assertThat(takeAll(subscription, "news")).containsExactly("news: 1", "weather by we*: 2", "new by new: 3");
    }

    /** A channel is its exact name, whatever characters it has. */
    @Test
    @Tag("S-04")
    void aChannelIsNoPattern() {
        for (String channel : ODD_NAMES) {
            Subscription subscription = pubSub().subscribe(channel);

            for (String other : List.of("a", "ab", "b", "aa", "cache:1")) {
                publish(other, "no");
            }
            publish(channel, "yes");

            assertThat(takeAll(subscription, channel)).containsExactly(channel + ": yes");
            subscription.close();
        }
    }

    /** Channel {@code a*} and pattern {@code a*} are two topics, in one subscription and in two. */
    @Test
    @Tag("S-04")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void channelAndPatternOfTheSameTextAreTwo() {
        Subscription both = pubSub().subscribe(List.of(Topic.pattern("a*"), Topic.channel("a*")));
        Subscription channel = pubSub().subscribe("a*");
        Subscription pattern = pubSub().subscribeMatching("a*");

        publish("ab", "1");
        publish("a*", "2");

        assertThat(takeAll(both, "a*")).containsExactly("ab by a*: 1", "a*: 2", "a* by a*: 2");
        assertThat(take(channel, 1)).containsExactly("a*: 2");
        assertThat(take(pattern, 2)).containsExactly("ab by a*: 1", "a* by a*: 2");
    }

    /** Closing one of two topics of the same text leaves the other. */
    @Test
    @Tag("S-04")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void channelAndPatternOfTheSameTextEndApart() {
        Subscription channel = pubSub().subscribe("a*");
        Subscription pattern = pubSub().subscribeMatching("a*");

        channel.close();
        publish("a*", "1");
        assertThat(takeAll(pattern, "a*")).containsExactly("a* by a*: 1");

        Subscription channelAgain = pubSub().subscribe("a*");
        pattern.close();
        publish("a*", "2");
        assertThat(takeAll(channelAgain, "a*")).containsExactly("a*: 2");
        assertThat(publish("ab", "3")).isZero();
    }

    /** A delivery by the channel claims no pattern, although somebody else's pattern matches, and the other way round. */
    @Test
    @Tag("S-05")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void aMessageTellsThePatternThatMatchedIfOneDid() {
        Subscription exact = pubSub().subscribe("news");
        Subscription matching = pubSub().subscribeMatching("n*");

        publish("news", "1");

        Message byChannel = next(exact).orElseThrow();
        assertThat(byChannel).isEqualTo(Message.onChannel("news", bytes("1")));
        assertThat(byChannel.pattern()).isEmpty();
        Message byPattern = next(matching).orElseThrow();
        assertThat(byPattern).isEqualTo(Message.onPattern("n*", "news", bytes("1")));
        assertThat(byPattern.pattern()).contains("n*");
    }

    /** Without patterns too, a message does not claim one. */
    @Test
    @Tag("S-05")
    void aMessageTellsItsChannelAndNoPattern() {
        Subscription subscription = pubSub().subscribe("news", "weather");

        publish("weather", "1");

        Message message = next(subscription).orElseThrow();
        assertThat(message.channel()).isEqualTo("weather");
        assertThat(message.text()).isEqualTo("1");
        assertThat(message.pattern()).isEmpty();
    }

    /** As it was subscribed to: not normalized, not translated. */
    @Test
    @Tag("S-05")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void aPatternIsToldAsItWasSubscribedTo() {
        Map<String, String> channelsByPattern = Map.of(
                "n[e-a]w?", "news",
                "n**", "news",
                "\\news", "news",
                "[^x]*", "news",
                "*\u00e9\ud83d\ude00*", "\u00e9\ud83d\ude00",
                "n\r\n\0*", "n\r\n\0");
        for (String pattern : channelsByPattern.keySet()) {
            String channel = channelsByPattern.get(pattern);
            Subscription subscription = pubSub().subscribeMatching(pattern);

            publish(channel, "1");

            assertThat(next(subscription)).contains(Message.onPattern(pattern, channel, bytes("1")));
            subscription.close();
        }
    }

    /** Bytes are bytes: none at all, every value, more than fit into one packet. */
    @Test
    @Tag("S-05")
    void aPayloadArrivesAsItWas() {
        byte[] everyByte = new byte[256];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }
        byte[] large = new byte[256 * 1024];
        large[large.length - 1] = 1;
        Subscription subscription = pubSub().subscribe("news");

        for (byte[] payload : List.of(new byte[0], everyByte, large, bytes("message"), bytes("\r\n"))) {
            pubSub().publish("news", payload);

            assertThat(next(subscription)).contains(Message.onChannel("news", payload));
        }
    }
}
