// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.S_12;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Defects of adapters whose client reconnects by itself: a lost subscription is live again on the server, sooner or later. */
final class LossFaults {

    private LossFaults() {}

    static List<Fault> all() {
        return List.of(
                subscribesAgainAtOnce(),
                subscribesAgainLater(Duration.ofMinutes(3), "three minutes"),
                subscribesAgainLater(Duration.ofDays(3), "three days"),
                subscribesAgainInRealTime(),
                subscribesAgainWithTheNextSubscription(),
                subscribesAgainWithTheNextCacheCall(),
                subscribesAgainWhenPolled(),
                subscribesAgainWhenClosed(),
                aLostListenerSubscribesAgain());
    }

    /** Returns a fault of an adapter that remembers its subscriptions. */
    private static Fault remembering(String defect) {
        return Fault.of(S_12, defect).pubSub((correct, context) -> new ForwardingPubSub(correct) {
            @Override
            public Subscription subscribe(Collection<Topic> topics) {
                context.<Collection<Topic>>list("subscribed").add(topics);
                return super.subscribe(topics);
            }

            @Override
            public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
                context.<Collection<Topic>>list("subscribed").add(topics);
                return super.subscribe(topics, listener);
            }
        });
    }

    private static void subscribeAgain(FaultContext context) {
        for (Collection<Topic> topics : context.<Collection<Topic>>list("subscribed")) {
            context.correct.pubSub().subscribe(topics);
        }
    }

    private static Fault subscribesAgainAtOnce() {
        return remembering("the connection of a lost subscription subscribes again at once")
                .afterCut(LossFaults::subscribeAgain);
    }

    private static Fault subscribesAgainLater(Duration delay, String when) {
        return remembering("the connection of a lost subscription subscribes again after " + when)
                .afterCut(context -> {
                    var unused = context.backend()
                            .clock()
                            .scheduler()
                            .schedule(() -> subscribeAgain(context), delay.toMillis(), TimeUnit.MILLISECONDS);
                });
    }

    private static Fault subscribesAgainInRealTime() {
        return remembering("the connection of a lost subscription subscribes again after 20 ms of real time")
                .afterCut(context -> {
                    Thread reconnecting = new Thread(() -> {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                        try {
                            subscribeAgain(context);
                        } catch (CoordinationClosedException e) {
                            // The test has ended.
                        }
                    });
                    reconnecting.setDaemon(true);
                    reconnecting.start();
                });
    }

    private static Fault subscribesAgainWithTheNextSubscription() {
        return Fault.of(S_12, "a lost subscription subscribes again when its handle subscribes to something else")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        subscribeAgainIfLost(context);
                        context.<Collection<Topic>>list("subscribed").add(topics);
                        return super.subscribe(topics);
                    }
                })
                .afterCut(context -> context.put("lost", true));
    }

    private static void subscribeAgainIfLost(FaultContext context) {
        if (context.contains("lost")) {
            context.remove("lost");
            subscribeAgain(context);
        }
    }

    private static Fault subscribesAgainWithTheNextCacheCall() {
        return remembering("a lost subscription subscribes again with the next cache call")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void set(String key, byte[] value) {
                        subscribeAgainIfLost(context);
                        super.set(key, value);
                    }
                })
                .afterCut(context -> context.put("lost", true));
    }

    /** A subscription that runs one action when a poll reports the loss, and another when {@code close} is called. */
    private static final class NoticingSubscription extends ForwardingSubscription {
        private final Runnable onLoss;
        private final Runnable onClose;

        NoticingSubscription(Subscription delegate, Runnable onLoss, Runnable onClose) {
            super(delegate);
            this.onLoss = onLoss;
            this.onClose = onClose;
        }

        @Override
        public Optional<Message> poll() {
            try {
                return super.poll();
            } catch (CoordinationUnavailableException e) {
                onLoss.run();
                throw e;
            }
        }

        @Override
        public void close() {
            super.close();
            onClose.run();
        }
    }

    private static Fault subscribesAgainWhenPolled() {
        return remembering("a lost subscription subscribes again when it is polled, although it reports the loss")
                .subscription((correct, context) ->
                        new NoticingSubscription(correct, () -> subscribeAgainIfLost(context), () -> {}))
                .afterCut(context -> context.put("lost", true));
    }

    private static Fault subscribesAgainWhenClosed() {
        return remembering("a lost subscription subscribes again when it is closed")
                .subscription((correct, context) ->
                        new NoticingSubscription(correct, () -> {}, () -> subscribeAgainIfLost(context)))
                .afterCut(context -> context.put("lost", true));
    }

    private static Fault aLostListenerSubscribesAgain() {
        return Fault.of(S_12, "a lost listener subscribes again, although it is notified of the loss")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
                        Consumer<FaultContext> again =
                                lost -> lost.correct.pubSub().subscribe(topics, listener);
                        context.list("listening").add(again);
                        return super.subscribe(topics, listener);
                    }
                })
                .afterCut(context ->
                        context.<Consumer<FaultContext>>list("listening").forEach(again -> again.accept(context)));
    }
}
