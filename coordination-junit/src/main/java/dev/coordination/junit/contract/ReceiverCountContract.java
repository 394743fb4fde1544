// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The number that publish returns: S-03. */
@RequiresCapability(Capability.PUBSUB)
abstract class ReceiverCountContract extends PubSubArea {

    /** Numbers of subscriptions, each of which may need a connection. */
    private static final List<Integer> SUBSCRIPTIONS = List.of(1, 2, 17, 33, 65, 101);

    /** Numbers of subscriptions that are opened only on an in-memory backend. */
    private static final List<Integer> MANY_SUBSCRIPTIONS = List.of(257, 1_025);

    /** An adapter that knows when nobody listens need not be able to count deliveries. */
    @Test
    @Tag("S-03")
    @RequiresCapability(Capability.KNOWS_WHEN_NOBODY_LISTENS)
    void publishReturnsZeroWhenNobodyListens() {
        publishToNobody(coordination, "news", "nobody at all");

        pubSub().subscribe("new", "newsletter", "News", "news ", "n*");
        connect().pubSub().subscribe("other");

        publishToNobody(coordination, "news", "nobody here");
    }

    /** The number may be an estimate, but it must differ from what is returned when nobody listens. */
    @Test
    @Tag("S-03")
    @RequiresCapability(Capability.KNOWS_WHEN_NOBODY_LISTENS)
    void publishReturnsAPositiveNumberWhenSomebodyListens() {
        pubSub().subscribe("news");
        connect().pubSub().subscribe("weather", "sports");

        for (String channel : List.of("news", "weather", "sports")) {
            assertThat(publish(channel, "1"))
                    .as("what publish returned on \"%s\", where somebody listens", channel)
                    .isPositive();
        }
    }

    /** Open subscriptions on all handles count, whether or not they take their messages. */
    @Test
    @Tag("S-03")
    @RequiresCapability(Capability.EXACT_RECEIVER_COUNT)
    void publishReturnsHowManySubscriptionsItReached() {
        DistributedCoordination other = connect();

        Subscription one = pubSub().subscribe("news");
        assertThat(publish("news", "1")).isEqualTo(1);
        Subscription two = other.pubSub().subscribe("weather", "news");
        assertThat(publish("news", "2")).isEqualTo(2);
        pubSub().subscribe(List.of(Topic.channel("news")), message -> {});
        assertThat(publish("news", "3")).isEqualTo(3);
        assertThat(other.pubSub().publish("news", bytes("4"))).isEqualTo(3);
        assertThat(publish("weather", "5")).isEqualTo(1);

        take(one, 4);
        assertThat(publish("news", "6")).isEqualTo(3);
        one.close();
        assertThat(publish("news", "7")).isEqualTo(2);
        two.close();
        assertThat(publish("news", "8")).isEqualTo(1);
    }

    /** Half of the subscriptions are to patterns, if the adapter supports these. */
    @Test
    @Tag("S-03")
    @RequiresCapability(Capability.EXACT_RECEIVER_COUNT)
    void publishCountsAnyNumberOfSubscriptions() {
        boolean patterns = has(Capability.PATTERN_SUBSCRIPTIONS);
        List<Subscription> open = new ArrayList<>();
        List<Integer> numbers = Stream.concat(
                        SUBSCRIPTIONS.stream(),
                        Repetition.isInMemory(harness) ? MANY_SUBSCRIPTIONS.stream() : Stream.empty())
                .toList();
        for (int number : numbers) {
            while (open.size() < number) {
                open.add(
                        patterns && open.size() % 2 == 0
                                ? pubSub().subscribeMatching("new*")
                                : pubSub().subscribe("news"));
            }
            assertThat(publish("news", "counted"))
                    .as("what pubSub.publish returned for %s subscriptions", number)
                    .isEqualTo((long) number);
        }
        open.forEach(Subscription::close);
        assertThat(publish("news", "closed"))
                .as("what pubSub.publish returned after all subscriptions were closed")
                .isZero();
    }

    /** Deliveries are counted, not subscriptions. There is one delivery for each topic that matches. */
    @Test
    @Tag("S-03")
    @RequiresCapability({Capability.EXACT_RECEIVER_COUNT, Capability.PATTERN_SUBSCRIPTIONS})
    void publishCountsEachTopicThatMatches() {
        pubSub().subscribe(
                        List.of(Topic.pattern("n*"), Topic.channel("news"), Topic.pattern("*s"), Topic.pattern("x*")));
        assertThat(publish("news", "1")).isEqualTo(3);
        assertThat(publish("nets", "2")).isEqualTo(2);
        assertThat(publish("new", "3")).isEqualTo(1);

        connect().pubSub().subscribeMatching("new*");
        assertThat(publish("news", "4")).isEqualTo(4);
        assertThat(publish("none of them", "5")).isEqualTo(1);
    }
}
