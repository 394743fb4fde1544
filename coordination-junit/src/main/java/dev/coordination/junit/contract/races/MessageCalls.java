// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.Message;
import dev.coordination.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls on the channel of a round. */
public final class MessageCalls {

    /**
     * More than any race publishes. A subscription that never runs out of messages must not keep a test busy forever.
     */
    private static final int MOST_MESSAGES = 10;

    private MessageCalls() {}

    /** Subscribes, and keeps the subscription for the other calls. */
    public static Step subscribe() {
        return new Step("pubSub.subscribe", (handle, round) -> {
            round.subscribed(Step.notNull(handle.pubSub().subscribe(round.name()), "pubSub.subscribe"));
            return Step.DONE;
        });
    }

    public static Step publish(String payload) {
        return new Step(
                "pubSub.publish(" + payload + ")",
                (handle, round) -> handle.pubSub().publish(round.name(), payload.getBytes(UTF_8)));
    }

    /** Polls until there is no message left or there are too many, and closes the subscription. */
    public static Step pollAll() {
        return new Step("subscription.poll", (handle, round) -> {
            List<String> payloads = new ArrayList<>();
            try (Subscription subscription = round.subscription()) {
                var next = next(subscription);
                while (next.isPresent() && payloads.size() < MOST_MESSAGES) {
                    payloads.add(new String(next.get().payload(), UTF_8));
                    next = next(subscription);
                }
            }
            return payloads;
        });
    }

    private static Optional<Message> next(Subscription subscription) {
        return Step.notNull(subscription.poll(), "subscription.poll");
    }
}
