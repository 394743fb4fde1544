// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Changes to a collection that was passed to subscribe: G-03. */
@RequiresCapability(Capability.PUBSUB)
abstract class CopiedTopicsContract extends PubSubArea {

    /** Replacing or removing topics afterwards has no effect. */
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
