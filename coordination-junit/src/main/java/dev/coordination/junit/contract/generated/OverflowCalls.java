// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.differential.Receivers;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.List;

/** Publishes about as many messages as a subscription buffers, or twice as many. Requires polling. */
public final class OverflowCalls implements Generator {

    private static final int ROUNDS = 2;

    @Override
    public void generate(Calls calls) {
        if (!calls.has(Capability.EXACT_RECEIVER_COUNT)) {
            calls.sequence().receivers(Receivers.UNKNOWN);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int beyond = -1; beyond <= 2; beyond++) {
                generate(calls, calls.buffer() + beyond);
            }
        }
        generate(calls, calls.buffer() * 2);
    }

    private static void generate(Calls calls, int messages) {
        List<Topic> topics = new ArrayList<>(List.of(Topic.channel("a"), Topic.channel("b")));
        boolean twice = calls.has(Capability.PATTERN_SUBSCRIPTIONS) && calls.below(3) == 0;
        if (twice) {
            topics.add(Topic.pattern("b*"));
        }
        Subscription subscription = calls.any().pubSub().subscribe(topics);
        int taken = calls.below(3);
        publish(calls, "a", messages - (twice ? 2 : 0));
        if (twice) {
            publish(calls, "b", 1);
        }
        for (int i = 0; i < taken; i++) {
            subscription.poll();
        }
        publish(calls, "a", calls.below(4));
        subscription.pending();
        calls.sequence().drain(subscription);
        subscription.poll();
        calls.any().pubSub().publish("a", utf8("later"));
        subscription.poll();
        subscription.pending();
        subscription.close();
        calls.any().pubSub().publish("a", utf8("after close"));
        subscription.poll();
    }

    /**
     * Publishes messages, and waits until all have arrived. Otherwise, on a server, some could arrive after a poll has
     * made room in the buffer.
     */
    private static void publish(Calls calls, String channel, int count) {
        if (count > 0) {
            calls.sequence().together(() -> {
                calls.sequence().publishMany(calls.below(Calls.NODES), channel, count);
                calls.sequence().settle();
            });
        }
    }
}
