// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.CoordinationClosedException;
import java.time.Duration;
import java.util.List;

/** A call that subscribes, or one on a subscription. */
final class FaultSubscriptionOperation extends FaultOperation {

    /** What the call is. */
    private interface Attempt {
        void run(FaultCase running, FaultSubscriber subscriber) throws Exception;
    }

    private final Attempt attempt;
    private final List<String> published;
    private final boolean listens;
    private final boolean subscribesBefore;

    /**
     * Describes a call.
     *
     * @param published what is published just before the call, if the server answers
     * @param subscribesBefore whether there is a subscription before the call
     */
    private FaultSubscriptionOperation(
            String name,
            String command,
            List<String> published,
            boolean listens,
            boolean subscribesBefore,
            Attempt attempt) {
        super(name, command, 1);
        this.attempt = attempt;
        this.published = published;
        this.listens = listens;
        this.subscribesBefore = subscribesBefore;
    }

    static List<FaultOperation> all() {
        return List.of(
                subscribing("subscribe", false),
                subscribing("subscribe with a listener", true),
                onSubscription("poll", List.of("one", "two"), false, (running, subscriber) -> subscriber.receiveAll()),
                onSubscription("poll of nothing", List.of(), false, (running, subscriber) -> subscriber.receiveAll()),
                onSubscription(
                        "next",
                        List.of("one"),
                        false,
                        (running, subscriber) ->
                                subscriber.received(subscriber.subscription().next(Duration.ofSeconds(2)))),
                onSubscription(
                        "next of nothing",
                        List.of(),
                        false,
                        (running, subscriber) ->
                                subscriber.received(subscriber.subscription().next(Duration.ofMillis(20)))),
                onSubscription(
                        "pending",
                        List.of("one", "two"),
                        false,
                        (running, subscriber) -> subscriber.checkPending(
                                subscriber.subscription().pending())),
                onSubscription(
                        "delivery to a listener",
                        List.of("one", "two"),
                        true,
                        (running, subscriber) -> subscriber.awaitListener()),
                new FaultSubscriptionOperation(
                        "close",
                        "UNSUBSCRIBE",
                        List.of(),
                        false,
                        true,
                        (running, subscriber) -> subscriber.subscription().close()),
                new FaultSubscriptionOperation(
                        "close of a handle", "UNSUBSCRIBE", List.of(), true, true, (running, subscriber) -> {
                            running.handle().close();
                            running.setClosed();
                        }));
    }

    private static FaultOperation subscribing(String name, boolean listens) {
        return new FaultSubscriptionOperation(
                name,
                "SUBSCRIBE",
                List.of(),
                listens,
                false,
                (running, subscriber) -> subscriber.subscribe(running.handle()));
    }

    private static FaultOperation onSubscription(
            String name, List<String> published, boolean listens, Attempt attempt) {
        return new FaultSubscriptionOperation(name, "SUBSCRIBE", published, listens, true, attempt);
    }

    @Override
    void prepare(FaultCase running) {}

    @Override
    void open(FaultCase running) {
        running.setSubscriber(new FaultSubscriber(running.state(), listens));
        if (subscribesBefore) {
            running.subscriber().subscribe(running.handle());
        }
    }

    @Override
    void attempt(FaultCase running) throws Exception {
        if (running.answersOthers()) {
            published.forEach(running.subscriber()::publish);
        }
        running.setCalls();
        attempt.run(running, running.subscriber());
    }

    @Override
    void judge(FaultCase running, FaultAnswer answer) {
        FaultSubscriber subscriber = running.subscriber();
        if (running.isClosed()) {
            subscriber.awaitNotCounted();
            checkClosed(running);
            return;
        }
        if (subscriber.isSubscribed() && !command().equals("UNSUBSCRIBE")) {
            subscriber.checkNotDeaf();
        }
        subscriber.close();
    }

    private static void checkClosed(FaultCase running) {
        try {
            running.handle().cache().exists("key");
        } catch (CoordinationClosedException e) {
            return;
        }
        throw new BadOutcome("a closed handle can be used");
    }

    @Override
    void again(FaultCase running) {
        if (running.isClosed()) {
            return;
        }
        FaultSubscriber subscriber = new FaultSubscriber(running.state(), listens);
        try {
            subscriber.subscribe(running.handle());
            long counted = subscriber.publish("again");
            if (listens) {
                subscriber.awaitListener();
            } else {
                subscriber.receiveAll();
            }
            subscriber.checkCounted(counted);
        } finally {
            subscriber.close();
        }
    }
}
