// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Subscription;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.junit.contract.threads.Latch;
import dev.coordination.junit.contract.threads.Unchecked;
import dev.coordination.junit.harness.Capability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The end of a listener after every way in which its last call can end: S-09. */
@RequiresCapability(Capability.PUBSUB)
abstract class ListenerLastCallContract extends ListenerArea {

    private static final String LOSS = CoordinationUnavailableException.class.getSimpleName();
    private static final String OVERFLOW = SubscriptionOverflowException.class.getSimpleName();
    private static final String ON_PURPOSE = "thrown by a listener of the contract, on purpose";

    /** How a call ends. */
    private enum LastCall {
        RETURNS,
        THROWS_AN_EXCEPTION,
        THROWS_A_CHECKED_EXCEPTION,
        THROWS_AN_ERROR,
        THROWS_AN_ERROR_OF_THE_VIRTUAL_MACHINE,
        LEAVES_AN_INTERRUPT,
        THROWS_AND_LEAVES_AN_INTERRUPT;

        void end() {
            switch (this) {
                case RETURNS -> {}
                case THROWS_AN_EXCEPTION -> throw new IllegalStateException(ON_PURPOSE);
                case THROWS_A_CHECKED_EXCEPTION -> throw Unchecked.asIs(new IOException(ON_PURPOSE));
                case THROWS_AN_ERROR -> throw new AssertionError(ON_PURPOSE);
                case THROWS_AN_ERROR_OF_THE_VIRTUAL_MACHINE -> throw new StackOverflowError(ON_PURPOSE);
                case LEAVES_AN_INTERRUPT -> Thread.currentThread().interrupt();
                case THROWS_AND_LEAVES_AN_INTERRUPT -> {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(ON_PURPOSE);
                }
            }
        }
    }

    private final Queue<LastCall> interrupted = new ConcurrentLinkedQueue<>();
    private final Map<LastCall, RecordingListener> listeners = new EnumMap<>(LastCall.class);
    private final List<Subscription> subscriptions = new ArrayList<>();

    /** Subscribes a listener for each way in which a call can end. Each call waits for the latch before it ends. */
    private void listenInEveryWay(Latch latch) {
        for (LastCall way : LastCall.values()) {
            RecordingListener listener = new RecordingListener(
                    message -> {
                        latch.await();
                        way.end();
                    },
                    cause -> {
                        if (Thread.currentThread().isInterrupted()) {
                            interrupted.add(way);
                        }
                    });
            listeners.put(way, listener);
            subscriptions.add(listen(listener, "news"));
        }
    }

    private Latch openLatch() {
        Latch latch = background.newLatch();
        latch.open();
        return latch;
    }

    private void awaitFirstCalls() {
        listeners.values().forEach(listener -> listener.awaitCalls(1));
    }

    /** Verifies the calls, and that no more follow. */
    private void assertCalls(List<String> expected) {
        listeners.forEach((way, listener) ->
                assertThat(listener.awaitCalls(expected.size())).as(calls(way)).isEqualTo(expected));
        letOthersHear(listeners.values().toArray(RecordingListener[]::new));
        listeners.forEach(
                (way, listener) -> assertThat(listener.calls()).as(calls(way)).isEqualTo(expected));
        assertThat(interrupted)
                .as("the last calls of listener.onMessage whose interrupt was still set when listener.onEnd was called")
                .isEmpty();
    }

    private static String calls(LastCall way) {
        return CALLS + " if the last call of onMessage "
                + way.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Test
    @Tag("S-09")
    @RequiresCapability(Capability.SUBSCRIPTION_LOSS)
    void aLossIsReportedOnceHoweverTheLastCallEnded() {
        listenInEveryWay(openLatch());
        publish("news", "1");
        listeners.values().forEach(listener -> listener.awaitReturns(1));

        harness.cutSubscriptions();

        assertCalls(List.of("news: 1", LOSS));
    }

    @Test
    @Tag("S-09")
    @RequiresCapability(Capability.SUBSCRIPTION_LOSS)
    void aLossDuringTheLastCallIsReportedOnceHoweverThatCallEnds() {
        Latch latch = background.newLatch();
        listenInEveryWay(latch);
        publish("news", "1");
        awaitFirstCalls();

        harness.cutSubscriptions();
        latch.open();

        assertCalls(List.of("news: 1", LOSS));
    }

    @Test
    @Tag("S-09")
    @RequiresCapability(Capability.POLL_SEES_PUBLISHED)
    void anOverflowIsReportedOnceHoweverTheLastCallEnded() {
        int buffer = harness.subscriptionBuffer();
        Latch latch = background.newLatch();
        listenInEveryWay(latch);
        List<String> expected = new ArrayList<>(publishNumbered("news", 1));
        awaitFirstCalls();

        expected.addAll(publishNumbered("news", buffer + 1).subList(0, buffer));
        subscriptions.forEach(Subscription::pending);
        latch.open();

        expected.add(OVERFLOW);
        assertCalls(expected);
    }

    @Test
    @Tag("S-09")
    void closingReportsNothingHoweverTheLastCallEnded() {
        listenInEveryWay(openLatch());
        publish("news", "1");
        listeners.values().forEach(listener -> listener.awaitReturns(1));

        subscriptions.forEach(Subscription::close);

        assertCalls(List.of("news: 1"));
    }

    @Test
    @Tag("S-09")
    void closingDuringTheLastCallReportsNothingHoweverThatCallEnds() {
        Latch latch = background.newLatch();
        listenInEveryWay(latch);
        publish("news", "1");
        awaitFirstCalls();

        subscriptions.forEach(Subscription::close);
        latch.open();
        listeners.values().forEach(listener -> listener.awaitReturns(1));

        assertCalls(List.of("news: 1"));
    }
}
