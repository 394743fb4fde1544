// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.Patterns;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Channels whose names contain every ASCII character, and characters of every length in UTF-8: G-01, S-05. */
@RequiresCapability(Capability.PUBSUB)
abstract class CharacterChannelsContract extends ListenerArea {

    private static final List<String> NAMES = CharacterNames.ALL;

    /** The number of topics of each subscription in the tests that check the names in messages. */
    private static final int TOPICS = 100;

    /**
     * The indices of any two names differ in a bit, so at least one subscription is to only one of the two channels.
     */
    @Test
    @Tag("G-01")
    void channelsThatDifferInAnyOneCharacterAreDistinct() {
        List<Subscription> byBit = new ArrayList<>();
        for (int bit = 0; 1 << bit < NAMES.size(); bit++) {
            int mask = 1 << bit;
            byBit.add(pubSub().subscribe(IntStream.range(0, NAMES.size())
                    .filter(i -> (i & mask) != 0)
                    .mapToObj(NAMES::get)
                    .toArray(String[]::new)));
        }

        for (int from = 0; from < NAMES.size(); from += FEW) {
            int end = Math.min(NAMES.size(), from + FEW);
            NAMES.subList(from, end).forEach(name -> publish(name, "1"));
            for (int bit = 0; bit < byBit.size(); bit++) {
                int mask = 1 << bit;
                List<String> expected = IntStream.range(from, end)
                        .filter(i -> (i & mask) != 0)
                        .mapToObj(i -> NAMES.get(i) + ": 1")
                        .toList();
                assertThat(await(byBit.get(bit), expected.size()))
                        .as(
                                "what subscription.next returned after messages on channels, some of which were not subscribed to")
                        .isEqualTo(expected);
            }
        }
    }

    /** Takes messages without asking a server, after each of them, whether there are more. */
    private List<String> await(Subscription subscription, int count) {
        List<String> taken = new ArrayList<>();
        while (taken.size() < count) {
            taken.add(next(subscription).map(PubSubArea::shown).orElse("nothing"));
        }
        return taken;
    }

    @Test
    @Tag("S-05")
    void aMessageNamesItsChannelUnchangedWhateverItsCharacters() {
        assertNamed(Topic::channel, name -> name + ": 1");
    }

    @Test
    @Tag("S-05")
    @RequiresCapability(Capability.PATTERN_SUBSCRIPTIONS)
    void aMessageNamesItsPatternUnchangedWhateverItsCharacters() {
        assertNamed(name -> Topic.pattern(Patterns.quote(name)), name -> name + " by " + Patterns.quote(name) + ": 1");
    }

    /** Verifies the names that polled messages and the messages of listeners contain. */
    private void assertNamed(Function<String, Topic> topicOf, Function<String, String> message) {
        for (int from = 0; from < NAMES.size(); from += TOPICS) {
            List<String> some = NAMES.subList(from, Math.min(NAMES.size(), from + TOPICS));
            List<Topic> topics = some.stream().map(topicOf).toList();
            RecordingListener listener = new RecordingListener();
            listener.setPatience(background.patience());
            Subscription polled = pubSub().subscribe(topics);
            Subscription listening = otherHandle().pubSub().subscribe(topics, listener);
            List<String> expected = some.stream().map(message).toList();

            for (int few = 0; few < some.size(); few += FEW) {
                int end = Math.min(some.size(), few + FEW);
                some.subList(few, end).forEach(name -> publish(name, "1"));
                assertThat(await(polled, end - few))
                        .as("what subscription.next returned")
                        .isEqualTo(expected.subList(few, end));
                listener.awaitCount(end);
            }

            assertThat(listener.calls()).as(CALLS).isEqualTo(expected);
            polled.close();
            listening.close();
        }
    }
}
