// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationClosedException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.contract.threads.InterruptedCalls;
import dev.coordination.junit.harness.Capability;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Interrupted threads that close handles, or that publish, subscribe and poll: G-09. */
abstract class SubscriptionInterruptContract extends InterruptArea {

    private static final int INTERRUPTS = 20;

    @Test
    @Tag("G-09")
    void anInterruptedThreadCanCloseAHandle() {
        DistributedCoordination closed = connect();
        closed.cache().set("k", bytes("x"));
        closed.leaderElection().tryAcquire("e", "n", units(4));

        completesOnAnInterruptedThread("close of a handle", closed::close);
        completesOnAnInterruptedThread("another close of a handle", closed::close);

        assertThatThrownBy(() -> closed.cache().get("k")).isInstanceOf(CoordinationClosedException.class);
        assertThat(coordination.cache().get("k")).contains(bytes("x"));
        assertThat(coordination.leaderElection().currentLeader("e")).isPresent();
    }

    @Test
    @Tag("G-09")
    @RequiresCapability(Capability.PUBSUB)
    void anInterruptedThreadEndsTheSubscriptionsOfTheHandleThatItCloses() {
        DistributedCoordination closed = connect();
        Subscription subscription = closed.pubSub().subscribe("c");
        Subscription listening = closed.pubSub().subscribe(List.of(Topic.channel("c")), message -> {});

        completesOnAnInterruptedThread("close of a handle with subscriptions", closed::close);

        assertThatThrownBy(subscription::poll).isInstanceOf(CoordinationClosedException.class);
        assertThatThrownBy(listening::pending).isInstanceOf(CoordinationClosedException.class);
        publishToNobody(coordination, "c", "x");
    }

    @Test
    @Tag("G-09")
    @RequiresCapability(Capability.PUBSUB)
    void messagesArriveEvenIfAnInterruptedThreadSubscribesAndPublishes() {
        DistributedCoordination other = otherHandle();
        AtomicReference<Subscription> subscribed = new AtomicReference<>();

        completesOnAnInterruptedThread(
                "subscribe", () -> subscribed.set(coordination.pubSub().subscribe("c")));
        completesOnAnInterruptedThread("publish", () -> other.pubSub().publish("c", bytes("x")));

        assertThat(background.within(() -> subscribed.get().next(background.patience())))
                .contains(Message.onChannel("c", bytes("x")));
    }

    /** The interrupt does not reach the listener, even if the publishing thread calls it. */
    @Test
    @Tag("G-09")
    @RequiresCapability(Capability.PUBSUB)
    void whatAnInterruptedThreadPublishesReachesListeners() {
        CompletableFuture<String> heard = new CompletableFuture<>();

        completesOnAnInterruptedThread(
                "subscribe with a listener",
                () -> coordination
                        .pubSub()
                        .subscribe(
                                List.of(Topic.channel("c")),
                                message -> heard.complete(message.text() + " "
                                        + Thread.currentThread().isInterrupted())));
        completesOnAnInterruptedThread(
                "publish to a listener", () -> coordination.pubSub().publish("c", bytes("x")));

        assertThat(background.await(heard)).isEqualTo("x false");
    }

    @Test
    @Tag("G-09")
    @RequiresCapability({Capability.PUBSUB, Capability.POLL_SEES_PUBLISHED})
    void anInterruptedThreadCanPoll() {
        Subscription subscription = coordination.pubSub().subscribe("c");
        coordination.pubSub().publish("c", bytes("x"));

        completesOnAnInterruptedThread(
                "pending", () -> assertThat(subscription.pending()).isEqualTo(1));
        completesOnAnInterruptedThread(
                "poll", () -> assertThat(subscription.poll()).contains(Message.onChannel("c", bytes("x"))));
        completesOnAnInterruptedThread(
                "poll without a message", () -> assertThat(subscription.poll()).isEmpty());
        completesOnAnInterruptedThread("close of a subscription", subscription::close);

        assertThatThrownBy(subscription::poll).isInstanceOf(CoordinationClosedException.class);
        publishToNobody(coordination, "c", "x");
    }

    @Test
    @Tag("G-09")
    @RequiresCapability({Capability.PUBSUB, Capability.POLL_SEES_PUBLISHED})
    void noMessageIsLostToAnInterruptDuringTheCall() {
        Subscription subscription = coordination.pubSub().subscribe("c");
        DistributedCoordination other = otherHandle();
        AtomicInteger published = new AtomicInteger();

        InterruptedCalls.Call call =
                new InterruptedCalls.Call("pubSub.publish, subscription.pending or subscription.poll", () -> {
                    String text = Integer.toString(published.incrementAndGet());
                    other.pubSub().publish("c", bytes(text));
                    assertThat(subscription.pending())
                            .as("subscription.pending")
                            .isEqualTo(1);
                    assertThat(subscription.poll())
                            .as("subscription.poll")
                            .contains(Message.onChannel("c", bytes(text)));
                    return text;
                });
        InterruptedCalls.repeat(background.patience(), INTERRUPTS, List.of(call));

        assertThat(subscription.poll()).isEmpty();
    }

    /** An interrupt ends {@code next}, and {@code next} clears the interrupt. The subscription is not affected. */
    @Test
    @Tag("G-09")
    @RequiresCapability(Capability.PUBSUB)
    void nextIsInterruptedAndClearsTheInterrupt() {
        Subscription subscription = coordination.pubSub().subscribe("c");

        Outcome interrupted = onAnInterruptedThread(
                () -> subscription.next(background.patience()).toString());

        assertThat(interrupted.result()).isEqualTo("throws " + InterruptedException.class.getName());
        assertThat(interrupted.interrupted())
                .as("whether the interrupt is still set")
                .isFalse();
        coordination.pubSub().publish("c", bytes("x"));
        assertThat(background.within(() -> subscription.next(background.patience())))
                .contains(Message.onChannel("c", bytes("x")));
    }
}
