// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import static dev.coordination.junit.explore.programs.CacheCalls.seconds;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.Message;
import dev.coordination.Subscription;
import java.time.Duration;
import java.util.Optional;

/** Generates calls on channels. */
final class TopicCalls {

    private TopicCalls() {}

    static Call any(Scope scope) {
        String channel = scope.choices().percent(75) ? "c" : "d";
        return switch (scope.choices().below(12)) {
            case 0, 1, 2, 3 -> publish(channel, scope.node() + scope.choices().between(1, 2));
            case 4, 5, 6 -> taking("poll()", subscription -> shown(subscription.poll()));
            case 7, 8 -> next(scope.choices().one(Duration.ofSeconds(5), Duration.ofSeconds(15)));
            case 9 -> taking("pending()", Subscription::pending);
            case 10 ->
                taking("close()", subscription -> {
                    subscription.close();
                    return null;
                });
            default ->
                new Call("$Memory.subscription = $.pubSub().subscribe(\"" + channel + "\")", actor -> {
                    actor.memory().subscription = actor.node().pubSub().subscribe(channel);
                    return null;
                });
        };
    }

    static Call publish(String channel, String payload) {
        return new Call(
                "$.pubSub().publish(\"" + channel + "\", bytes(\"" + payload + "\"))",
                actor -> actor.node().pubSub().publish(channel, payload.getBytes(UTF_8)));
    }

    private static Call next(Duration timeout) {
        return taking("next(" + seconds(timeout) + ")", subscription -> shown(subscription.next(timeout)));
    }

    /** A call on a subscription. */
    private interface Taking {
        Object from(Subscription subscription) throws Exception;
    }

    private static Call taking(String text, Taking taking) {
        return new Call("$Memory.subscription." + text, actor -> {
            Subscription subscription = actor.memory().subscription;
            return subscription == null ? "not subscribed" : taking.from(subscription);
        });
    }

    private static String shown(Optional<Message> message) {
        return message.map(Message::text).orElse("none");
    }
}
