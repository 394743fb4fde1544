// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Cuts the connections of subscriptions, and uses these subscriptions and new ones. The results of {@code publish} must
 * not be compared, because a server need not notice the cut at once. Requires polling.
 */
public final class LossCalls implements Generator {

    private static final int ROUNDS = 3;

    private static final List<MessageOperation> BEFORE = List.of(
            MessageOperation.SUBSCRIBE,
            MessageOperation.SUBSCRIBE_TO_TOPICS,
            MessageOperation.PUBLISH,
            MessageOperation.PUBLISH,
            MessageOperation.PUBLISH,
            MessageOperation.POLL);

    @Override
    public void generate(Calls calls) {
        for (int round = 0; round < ROUNDS; round++) {
            cut(calls);
        }
    }

    private static void cut(Calls calls) {
        Messaging messaging = new Messaging(calls);
        messaging.subscribe(List.of(Topic.channel("a"), Topic.pattern("a*")));
        Stream.generate(() -> calls.one(BEFORE)).limit(10).forEach(before -> before.call(calls, messaging));
        messaging.open().forEach(messaging::pending); // All messages have arrived.
        List<Messaging.Open> lost = new ArrayList<>(messaging.open());
        calls.sequence().cutSubscriptions();
        messaging.open().clear();
        messaging.subscribe(List.of(Topic.channel("a")));
        messaging.subscribe(List.of(Topic.pattern("*")));
        messaging.publish("a", utf8("after the cut"));
        for (Messaging.Open each : lost) {
            if (calls.below(2) == 0) {
                messaging.poll(each);
                messaging.pending(each);
            }
            messaging.drain(each);
            messaging.poll(each);
            messaging.pending(each);
        }
        messaging.drainAll();
        lost.forEach(each -> messaging.close(each));
        lost.forEach(each -> messaging.useClosed(each));
        messaging.publish("a", utf8("after close"));
        messaging.drainAll();
        List.copyOf(messaging.open()).forEach(messaging::close);
    }
}
