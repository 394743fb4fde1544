// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.Topic;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The operations on messages from which a generator chooses. */
public enum MessageOperation {
    /** Subscribes to a channel. */
    SUBSCRIBE((calls, messaging) -> messaging.subscribe(List.of(channel(calls)))),
    /** Subscribes to several channels and patterns, some of which may be named twice or match the same messages. */
    SUBSCRIBE_TO_TOPICS((calls, messaging) ->
            messaging.subscribe(Stream.generate(() -> calls.below(2) == 0 ? channel(calls) : pattern(calls))
                    .limit(1 + calls.below(5))
                    .toList())),
    /** Subscribes to the topics of an open subscription. */
    SUBSCRIBE_AGAIN((calls, messaging) -> messaging.subscribe(Messaging.topics(calls.one(messaging.open())))),
    /** Publishes a message. */
    PUBLISH((calls, messaging) -> messaging.publish(channelName(calls), utf8("message " + calls.below(1_000)))),
    /** Takes a message if there is one. */
    POLL((calls, messaging) -> messaging.poll(calls.one(messaging.open()))),
    /** Counts the messages that are left. */
    PENDING((calls, messaging) -> messaging.pending(calls.one(messaging.open()))),
    /** Waits for a message if there must be one; otherwise, passes a timeout of zero or less. */
    NEXT((calls, messaging) -> messaging.next(calls.one(messaging.open()))),
    /** Takes all messages. */
    DRAIN((calls, messaging) -> messaging.drain(calls.one(messaging.open()))),
    /** Closes a subscription. */
    CLOSE((calls, messaging) -> messaging.close(calls.one(messaging.open()))),
    /** Closes a subscription, and then uses it. */
    CLOSE_AND_USE((calls, messaging) -> {
        Messaging.Open closed = calls.one(messaging.open());
        messaging.close(closed);
        for (int uses = 1 + calls.below(4); uses > 0; uses--) {
            messaging.useClosed(closed);
        }
    });

    /**
     * The channels of all calls. There are few, so that calls often share a channel, and some of their names have
     * another meaning as patterns.
     */
    private static final List<String> CHANNELS =
            List.of("a", "ab", "abc", "b", "A", "a*", "*", "?", "[ab]", "\\a", "a b", "a:b", "\u00e9", "a\r\nb");

    private static final List<String> PATTERNS =
            List.of("*", "a*", "*b", "a?", "?", "[ab]", "[^a]*", "\\a", "\\a\\*", "a\\*", "a", "ab", "**", "*a*b*");

    private final BiConsumer<Calls, Messaging> call;

    MessageOperation(BiConsumer<Calls, Messaging> call) {
        this.call = call;
    }

    private static Topic channel(Calls calls) {
        return Topic.channel(channelName(calls));
    }

    private static String channelName(Calls calls) {
        return calls.one(CHANNELS);
    }

    private static Topic pattern(Calls calls) {
        return Topic.pattern(calls.one(PATTERNS));
    }

    /** Adds the operation to the sequence, or subscribes instead if it needs a subscription and there is none. */
    void call(Calls calls, Messaging messaging) {
        boolean subscribes = this == SUBSCRIBE || this == SUBSCRIBE_TO_TOPICS;
        (messaging.open().isEmpty() && this != PUBLISH && !subscribes ? SUBSCRIBE : this).call.accept(calls, messaging);
    }
}
