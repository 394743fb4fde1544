// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The arguments of subscribe, apart from names: G-03, S-01. */
@RequiresCapability(Capability.PUBSUB)
abstract class SubscribeArgumentsContract extends PubSubArea {

    @Test
    @Tag("S-01")
    @SuppressWarnings("NullAway") // Null is tested.
    void nullTopicsAndListenersAreRefused() {
        List<Topic> topics = List.of(Topic.channel("news"));
        List<Topic> withNull = Arrays.asList(Topic.channel("news"), null);

        assertNullIsRefused("topics", () -> pubSub().subscribe((Collection<Topic>) null));
        assertNullIsRefused("topics", () -> pubSub().subscribe(null, message -> {}));
        assertNullIsRefused("topic", () -> pubSub().subscribe(withNull));
        assertNullIsRefused("topic", () -> pubSub().subscribe(withNull, message -> {}));
        assertNullIsRefused("listener", () -> pubSub().subscribe(topics, null));
        publishToNobody(coordination, "news", "1");
    }

    private static void assertNullIsRefused(String argument, ThrowingCallable subscribe) {
        assertThatThrownBy(subscribe, "pubSub.subscribe with null for %s", argument)
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining(argument);
    }

    /** Topics that are added or removed later have no effect. */
    @Test
    @Tag("G-03")
    void topicsAreCopied() {
        List<Topic> topics = new ArrayList<>(List.of(Topic.channel("a"), Topic.channel("b")));
        Subscription subscription = pubSub().subscribe(topics);

        topics.set(0, Topic.channel("c"));
        topics.remove(1);
        for (String channel : List.of("a", "c", "b")) {
            publish(channel, "1");
        }

        assertThat(takeAll(subscription, "a")).containsExactly("a: 1", "b: 1");
        publishToNobody(coordination, "c", "2");
    }
}
