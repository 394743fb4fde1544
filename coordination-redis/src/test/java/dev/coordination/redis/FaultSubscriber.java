// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.CoordinationException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.redis.FaultOperation.BadOutcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A subscription, and what it must receive: everything that the server has counted it for, in order, until it ends. */
final class FaultSubscriber implements MessageListener {

    private static final String CHANNEL = "messages";

    /** How long a subscription may take to deliver or to end; many times what it has been set to. */
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private static final long POLL_NANOS = 500_000L;

    private final FaultState state;
    private final boolean listens;
    private final List<String> published = new CopyOnWriteArrayList<>();

    /** What was published and counted for this subscription. */
    private final List<String> owed = new CopyOnWriteArrayList<>();

    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile @Nullable CoordinationException end;
    private @Nullable Subscription subscription;

    /** Creates a subscriber that is not subscribed yet. */
    FaultSubscriber(FaultState state, boolean listens) {
        this.state = state;
        this.listens = listens;
    }

    /** Subscribes. */
    void subscribe(DistributedCoordination handle) {
        List<Topic> topics = List.of(Topic.channel(CHANNEL));
        subscription = listens
                ? handle.pubSub().subscribe(topics, this)
                : handle.pubSub().subscribe(topics);
    }

    boolean isSubscribed() {
        return subscription != null;
    }

    Subscription subscription() {
        Subscription open = subscription;
        if (open == null) {
            throw new IllegalStateException("not subscribed");
        }
        return open;
    }

    /** Publishes a message. Returns how many subscriptions must receive it. */
    long publish(String payload) {
        long receivers = state.publish(payload);
        if (receivers > 1 || receivers < 0) {
            throw new BadOutcome("publish counts " + receivers + " subscriptions");
        }
        published.add(payload);
        if (receivers == 1) {
            owed.add(payload);
        }
        return receivers;
    }

    @Override
    public void onMessage(Message message) {
        received.add(new String(message.payload(), StandardCharsets.UTF_8));
    }

    @Override
    public void onEnd(CoordinationException cause) {
        end = cause;
    }

    /** Polls for what has been published. Fails if that is not received; throws what a poll throws. */
    void receiveAll() {
        do {
            Optional<Message> message = subscription().poll();
            message.ifPresent(this::onMessage);
            checkOrder();
            if (message.isEmpty() && !hasAll()) {
                throw new BadOutcome("a poll has missed a message: of " + owed + ", it received " + received);
            }
        } while (!hasAll());
    }

    /**
     * Checks what {@code pending} has returned. It can be less than what has been published if the subscription was lost
     * meanwhile, which the call that follows the last message says.
     */
    void checkPending(int pending) {
        if (pending > published.size()) {
            throw new BadOutcome(pending + " messages are pending, but published were " + published);
        }
        if (pending < owed.size()) {
            receiveAll();
            throw new BadOutcome(pending + " messages are pending of " + owed);
        }
    }

    /** Fails if a message that has just been published was not counted, though the subscription has not ended. */
    void checkCounted(long counted) {
        long start = System.nanoTime();
        while (counted != 1 && !hasEnded()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new BadOutcome("a new subscription is not counted");
            }
            pause();
        }
        CoordinationException cause = end;
        if (cause != null) {
            throw cause;
        }
    }

    /** Adds what {@code next} has returned, which must be what has been published. */
    void received(Optional<Message> message) {
        message.ifPresent(this::onMessage);
        checkOrder();
        if (!hasAll()) {
            throw new BadOutcome("next has missed a message: of " + owed + ", it received " + received);
        }
    }

    private static void pause() {
        LockSupport.parkNanos(POLL_NANOS);
    }

    private boolean hasAll() {
        return received.containsAll(owed);
    }

    /** Checks that nothing was received twice, in another order, or after something that is missing. */
    private void checkOrder() {
        List<String> all = new ArrayList<>(published);
        for (String message : received) {
            int index = all.indexOf(message);
            if (index < 0 || all.subList(0, index).stream().anyMatch(owed::contains)) {
                throw new BadOutcome("received " + received + " of " + published + "; owed were " + owed);
            }
            all.subList(0, index + 1).clear();
        }
    }

    /** Waits until the listener has received everything, or was told that the subscription has ended. */
    void awaitListener() {
        long start = System.nanoTime();
        while (end == null && !hasAll()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new BadOutcome("lost silently: of " + owed + ", the listener received " + received);
            }
            pause();
        }
        checkOrder();
        CoordinationException cause = end;
        if (cause != null) {
            throw cause;
        }
    }

    /** Checks that the subscription delivers what is published now, or ends; it must not go on without hearing anything. */
    void checkNotDeaf() {
        long start = System.nanoTime();
        String message = "afterwards";
        long counted = publish(message);
        while (!hasEnded() && !(hasAll() && received.contains(message))) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new BadOutcome("lost silently: it has not ended, " + counted
                        + " subscriptions were counted, and of " + published + " it received " + received);
            }
            pause();
        }
    }

    private boolean hasEnded() {
        if (listens) {
            checkOrder();
            return end != null;
        }
        try {
            subscription().poll().ifPresent(this::onMessage);
            checkOrder();
            return false;
        } catch (CoordinationException e) {
            if (FaultAnswer.of(e) != FaultAnswer.LOST) {
                throw new BadOutcome("a subscription that was lost says: " + FaultAnswer.text(e));
            }
            end = e;
            return true;
        }
    }

    /** Closes the subscription, if there is one, and checks that the server counts it no longer. */
    void close() {
        if (subscription != null) {
            subscription.close();
        }
        awaitNotCounted();
    }

    void awaitNotCounted() {
        long start = System.nanoTime();
        while (state.subscriptions() != 0) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new BadOutcome("the server counts a subscription that is closed");
            }
            pause();
        }
    }
}
