// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The topics that a message reaches, and the contents of messages: S-04, S-05. */
@RequiresCapability(Capability.PUBSUB)
abstract class TopicContract extends PubSubArea {

    /** Names that mean something else as patterns, and names that a text protocol may not handle. */
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

    /** The names are equal, but not the same object. */
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
                .as("closing the other subscription ended no topic of this one")
                .containsExactly("news: 2");
        varargs.close();
        publishToNobody(coordination, "news", "3");
    }

    @Test
    @Tag("S-04")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void aPatternNamedTwiceCountsOnce() {
        String again = new StringBuilder("n").append('*').toString();
        Subscription subscription = pubSub().subscribeMatching("n*", "w*", again);

        publish("news", "1");

        assertThat(takeAll(subscription, "news")).containsExactly("news by n*: 1");
        subscription.close();
        publishToNobody(coordination, "news", "2");
    }

    /** This holds for the number that publish returns, too. */
    @Test
    @Tag("S-04")
    @RequiresCapability({Capability.EXACT_RECEIVER_COUNT, Capability.PATTERN_SUBSCRIPTIONS})
    void aTopicNamedTwiceIsCountedOnce() {
        pubSub().subscribe(List.of(
                Topic.channel("news"), Topic.pattern("n*"), Topic.pattern("n*"), Topic.channel("news")));

        assertThat(publish("news", "1")).isEqualTo(2);
    }

    /** This holds for any order of the topics. */
    @Test
    @Tag("S-04")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void eachMatchingTopicDeliversAndTheChannelComesFirst() {
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

    /** A channel is matched by its exact name, whatever characters it contains. */
    @Test
    @Tag("S-04")
    void aChannelIsNotAPattern() {
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

    /** This holds in one subscription and in two. */
    @Test
    @Tag("S-04")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void aChannelAndAPatternWithTheSameTextAreTwoTopics() {
        Subscription both = pubSub().subscribe(List.of(Topic.pattern("a*"), Topic.channel("a*")));
        Subscription channel = pubSub().subscribe("a*");
        Subscription pattern = pubSub().subscribeMatching("a*");

        publish("ab", "1");
        publish("a*", "2");

        assertThat(takeAll(both, "a*")).containsExactly("ab by a*: 1", "a*: 2", "a* by a*: 2");
        assertThat(take(channel, 1)).containsExactly("a*: 2");
        assertThat(take(pattern, 2)).containsExactly("ab by a*: 1", "a* by a*: 2");
    }

    @Test
    @Tag("S-04")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void aChannelAndAPatternWithTheSameTextEndSeparately() {
        Subscription channel = pubSub().subscribe("a*");
        Subscription pattern = pubSub().subscribeMatching("a*");

        channel.close();
        publish("a*", "1");
        assertThat(takeAll(pattern, "a*")).containsExactly("a* by a*: 1");

        Subscription channelAgain = pubSub().subscribe("a*");
        pattern.close();
        publish("a*", "2");
        assertThat(takeAll(channelAgain, "a*")).containsExactly("a*: 2");
        publishToNobody(coordination, "ab", "3");
    }

    /** A delivery by channel names no pattern, even if the pattern of another subscription matches. */
    @Test
    @Tag("S-05")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void aMessageNamesThePatternThatMatchedIfAny() {
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

    @Test
    @Tag("S-05")
    void aMessageNamesItsChannelAndNoPattern() {
        Subscription subscription = pubSub().subscribe("news", "weather");

        publish("weather", "1");

        Message message = next(subscription).orElseThrow();
        assertThat(message.channel()).isEqualTo("weather");
        assertThat(message.text()).isEqualTo("1");
        assertThat(message.pattern()).isEmpty();
    }

    /** The pattern is neither normalized nor translated. */
    @Test
    @Tag("S-05")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void aMessageNamesThePatternAsGiven() {
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

    /** Tests an empty payload, every byte value, and more bytes than fit into one packet. */
    @Test
    @Tag("S-05")
    void aPayloadArrivesUnchanged() {
        byte[] everyByte = new byte[256];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }
        byte[] large = ofSize(limits().payloadBytes(), 1);
        Subscription subscription = pubSub().subscribe("news");

        for (byte[] payload : List.of(new byte[0], everyByte, large, bytes("message"), bytes("\r\n"))) {
            pubSub().publish("news", payload);

            assertThat(next(subscription)).contains(Message.onChannel("news", payload));
        }
    }
}
