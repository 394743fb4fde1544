// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.junit.contract.threads.Latch;
import dev.coordination.junit.contract.threads.Unchecked;
import dev.coordination.junit.harness.Capability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Listeners that throw or are interrupted: S-09. */
@RequiresCapability(Capability.PUBSUB)
abstract class ListenerFailureContract extends ListenerArea {

    private static final String LOSS = CoordinationUnavailableException.class.getSimpleName();

    private static final String ON_PURPOSE = "thrown by a listener of the contract, on purpose";

    /** The number of failing listeners on one channel. */
    private static final int FAILING = 5;

    /** Throws one of several kinds of exceptions and errors, including undeclared checked exceptions. */
    static void fail(int number) {
        switch (number % 5) {
            case 0 -> throw new IllegalStateException(ON_PURPOSE);
            case 1 -> throw new AssertionError(ON_PURPOSE);
            case 2 -> throw Unchecked.asIs(new IOException(ON_PURPOSE));
            case 3 -> throw new StackOverflowError(ON_PURPOSE);
            default -> throw Unchecked.asIs(new Throwable(ON_PURPOSE));
        }
    }

    private static List<String> numbered(String channel, int count) {
        return IntStream.range(0, count).mapToObj(i -> channel + ": " + i).toList();
    }

    /**
     * Publishes {@code 0}, {@code 1} and so on, and waits for the listener often enough that its buffer never
     * overflows.
     */
    private List<String> publishAll(String channel, int count, RecordingListener listener) {
        for (int i = 0; i < count; i++) {
            publish(channel, Integer.toString(i));
            if (i % FEW == FEW - 1) {
                listener.awaitCalls(i + 1);
            }
        }
        return listener.awaitCalls(count);
    }

    @Test
    @Tag("S-09")
    void aListenerStillReceivesMessagesAfterThrowingAnyNumberOfTimesInARow() {
        for (int failures : List.of(1, 2, 17, 101, 1_000)) {
            String channel = failures + " failures";
            RecordingListener listener = new RecordingListener(message -> {
                int number = Integer.parseInt(message.text());
                if (number < failures) {
                    fail(number);
                }
            });
            listen(listener, channel);

            assertThat(publishAll(channel, failures + 1, listener))
                    .as(CALLS)
                    .isEqualTo(numbered(channel, failures + 1));
            listener.assertOneAtATime();
        }
    }

    /** This holds whether the others subscribed before or after the failing listeners. */
    @Test
    @Tag("S-09")
    void listenersThatThrowDoNotAffectOthers() {
        RecordingListener first = new RecordingListener();
        listen(first, "news");
        List<RecordingListener> listeners = new ArrayList<>(List.of(first));
        for (int i = 0; i < FAILING; i++) {
            int offset = i;
            RecordingListener failing =
                    new RecordingListener(message -> fail(Integer.parseInt(message.text()) + offset));
            listeners.add(failing);
            listen(connect(), failing, "news");
        }
        RecordingListener last = new RecordingListener();
        listeners.add(last);
        listen(last, "news");
        Subscription polled = pubSub().subscribe("news");

        publishNumbered("news", FEW);

        assertThat(take(polled, FEW)).isEqualTo(numbered("news", FEW));
        assertEachReceives(listeners, numbered("news", FEW));
    }

    @Test
    @Tag("S-09")
    void whatAListenerDidBeforeItThrewRemainsInEffect() {
        List<Subscription> opened = new CopyOnWriteArrayList<>();
        RecordingListener answers = new RecordingListener();
        listen(answers, "answers");
        RecordingListener listener = new RecordingListener(message -> {
            int number = Integer.parseInt(message.text());
            opened.forEach(Subscription::close);
            opened.add(pubSub().subscribe("inside " + number));
            publish("inside " + number, "from inside");
            publish("answers", message.text());
            fail(number);
        });
        listen(listener, "questions");

        List<String> heard = publishAll("questions", FEW, listener);

        assertThat(heard).as(CALLS).isEqualTo(numbered("questions", FEW));
        assertThat(answers.awaitCalls(FEW)).as(CALLS).isEqualTo(numbered("answers", FEW));
        String last = "inside " + (FEW - 1);
        publish(last, "after it threw");
        assertThat(take(opened.get(FEW - 1), 2)).containsExactly(last + ": from inside", last + ": after it threw");
    }

    /** Each listener's onEnd is called once, and later subscribers receive messages. */
    @Test
    @Tag("S-09")
    @RequiresCapability(Capability.SUBSCRIPTION_LOSS)
    void listenersThatThrowInOnEndDoNotAffectOthers() {
        DistributedCoordination handle = connect();
        List<RecordingListener> ending = Stream.generate(() -> new RecordingListener(message -> {}, cause -> fail(1)))
                .limit(FAILING)
                .toList();
        ending.forEach(listener -> listen(handle, listener, "news"));

        harness.cutSubscriptions();

        assertEachReceives(ending, List.of(LOSS));
        RecordingListener next = new RecordingListener();
        listen(connect(), next, "news");
        publish("news", "1");
        assertThat(next.awaitCalls(1)).as(CALLS).containsExactly("news: 1");
        letOthersHear(ending.toArray(RecordingListener[]::new));
        assertThat(ending)
                .allSatisfy(listener -> assertThat(listener.calls()).as(CALLS).containsExactly(LOSS));
    }

    /**
     * This holds whether or not the next message was already waiting, whether or not the call threw, and whichever
     * listener is next.
     */
    @Test
    @Tag("S-09")
    void anInterruptLeftBehindByACallDoesNotReachAnotherCall() {
        Queue<Boolean> interrupted = new ConcurrentLinkedQueue<>();
        Latch latch = background.newLatch();
        List<RecordingListener> listeners = Stream.generate(() -> new RecordingListener(message -> {
                    interrupted.add(Thread.interrupted());
                    latch.await(); // During the first call, all other messages wait in the buffer.
                    Thread.currentThread().interrupt();
                    if (message.text().endsWith("1")) {
                        throw new IllegalStateException(ON_PURPOSE);
                    }
                }))
                .limit(3)
                .toList();
        listeners.forEach(listener -> listen(listener, "news"));

        publishNumbered("news", FEW);
        latch.open();
        listeners.forEach(listener -> listener.awaitCalls(FEW));
        for (int i = 1; i <= 3; i++) {
            publish("news", "later " + i);
            for (RecordingListener listener : listeners) {
                listener.awaitReturns(FEW + i);
            }
            RecordingListener.letSettle(listeners);
        }

        assertThat(interrupted)
                .as("whether the thread was interrupted when listener.onMessage was called")
                .hasSize(3 * (FEW + 3))
                .containsOnly(false);
    }

    /** Neither an interrupt of the publisher nor one of a listener reaches the other. */
    @Test
    @Tag("S-09")
    void interruptsOfPublishersAndListenersAreSeparate() {
        Queue<Boolean> interrupted = new ConcurrentLinkedQueue<>();
        RecordingListener listener = new RecordingListener(message -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
        });
        listen(listener, "news");

        boolean kept = background.withinInterrupted(() -> {
            publishNumbered("news", FEW);
            return Thread.currentThread().isInterrupted();
        });
        boolean given = background.within(() -> {
            publish("news", "not interrupted");
            return Thread.currentThread().isInterrupted();
        });

        listener.awaitReturns(FEW + 1);
        assertThat(kept)
                .as("whether the publisher's own interrupt is still set after pubSub.publish")
                .isTrue();
        assertThat(given)
                .as("whether an interrupt in listener.onMessage reaches the caller of pubSub.publish")
                .isFalse();
        assertThat(interrupted)
                .as("whether the thread was interrupted when listener.onMessage was called")
                .hasSize(FEW + 1)
                .containsOnly(false);
    }
}
