// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.contract.threads.Waiter;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Closed handles, and handles on an unreachable backend: G-05, G-06. */
abstract class ClosingContract extends ContractArea {

    private List<OperationUnderTest<String>> everyOperation() {
        return Stream.concat(
                        OperationUnderTest.all(units(4)).stream(),
                        OperationUnderTest.withForeseeableAnswers(units(4)).stream())
                .filter(operation -> operation.isSupportedBy(harness))
                .toList();
    }

    @Test
    @Tag("G-05")
    void everyCallAfterCloseIsRefused() {
        DistributedCoordination closed = connect();

        closed.close();

        for (OperationUnderTest<String> operation : everyOperation()) {
            assertThatThrownBy(() -> operation.call().on(closed, "x"))
                    .as("%s", operation)
                    .isInstanceOf(CoordinationClosedException.class);
        }
        assertThat(coordination.cache().exists("x")).isFalse();
        assertThat(coordination.clusterMembership().activeNodes()).isEmpty();
    }

    /** A closed handle still returns its areas. */
    @Test
    @Tag("G-05")
    void closingTwiceHasNoFurtherEffect() {
        DistributedCoordination closed = connect();

        closed.close();
        closed.close();

        assertThat(closed.cache()).isSameAs(closed.cache());
        assertThat(closed.pubSub()).isSameAs(closed.pubSub());
        assertThat(closed.leaderElection()).isSameAs(closed.leaderElection());
        assertThat(closed.clusterMembership()).isSameAs(closed.clusterMembership());
    }

    @Test
    @Tag("G-05")
    void dataRemainsAndOtherHandlesStillWork() {
        DistributedCoordination closed = connect();
        closed.cache().set("k", bytes("x"), units(4));
        Leadership held = closed.leaderElection().tryAcquire("e", "n", units(4)).orElseThrow();
        closed.clusterMembership().register("n", Map.of("a", "b"), units(4));

        closed.close();

        assertThat(coordination.cache().get("k")).contains(bytes("x"));
        assertThat(coordination.leaderElection().currentLeader("e")).contains(held);
        assertThat(coordination.clusterMembership().members()).isEqualTo(Map.of("n", Map.of("a", "b")));
        coordination.cache().set("k", bytes("y"));
        assertThat(connect().cache().get("k")).contains(bytes("y"));
    }

    @Test
    @Tag("G-05")
    @RequiresCapability(Capability.PUBSUB)
    void closingAHandleEndsOnlyItsOwnSubscriptions() throws Exception {
        DistributedCoordination closed = connect();
        Subscription ended = closed.pubSub().subscribe("c");
        Subscription other = coordination.pubSub().subscribe("c");
        coordination.pubSub().publish("c", bytes("1"));

        closed.close();

        assertThatThrownBy(ended::poll).isInstanceOf(CoordinationClosedException.class);
        assertThatThrownBy(ended::pending).isInstanceOf(CoordinationClosedException.class);
        assertThatThrownBy(() -> background.within(() -> ended.next(background.patience())))
                .isInstanceOf(CoordinationClosedException.class);
        ended.close();
        coordination.pubSub().publish("c", bytes("2"));
        for (String text : List.of("1", "2")) {
            assertThat(background
                            .within(() -> other.next(background.patience()))
                            .orElseThrow()
                            .text())
                    .isEqualTo(text);
        }
    }

    @Test
    @Tag("G-05")
    @RequiresCapability({Capability.PUBSUB, Capability.KNOWS_WHEN_NOBODY_LISTENS})
    void publishDoesNotCountSubscriptionsOfAClosedHandle() {
        DistributedCoordination closed = connect();
        closed.pubSub().subscribe("c");

        closed.close();

        publishToNobody(coordination, "c", "x");
    }

    @Test
    @Tag("G-05")
    @RequiresCapability(Capability.PUBSUB)
    void closingWakesEveryWaitingThread() {
        DistributedCoordination closed = connect();
        List<Waiter<?>> waiting = new ArrayList<>();
        for (int threads : List.of(1, 3)) {
            Subscription subscription = closed.pubSub().subscribe("c");
            waiting.addAll(background.startWaiting(threads, () -> subscription.next(background.patience())));
        }

        background.within(() -> {
            closed.close();
            return null;
        });

        for (Waiter<?> waiter : waiting) {
            assertThatThrownBy(waiter::await).isInstanceOf(CoordinationClosedException.class);
        }
    }

    /** Handles opened before or after the closed one keep their subscriptions, of every kind, to the same topics. */
    @Test
    @Tag("G-05")
    @RequiresCapability(Capability.PUBSUB)
    void closingAHandleDoesNotSilenceOthers() {
        List<Topic> topics = new ArrayList<>(List.of(Topic.channel("c")));
        if (has(Capability.PATTERN_SUBSCRIPTIONS)) {
            topics.add(Topic.pattern("c*"));
        }
        DistributedCoordination earlier = connect();
        DistributedCoordination closed = connect();
        DistributedCoordination later = connect();
        List<Subscription> others = new ArrayList<>();
        List<RecordingListener> listeners = new ArrayList<>();
        for (DistributedCoordination handle : List.of(earlier, closed, later)) {
            Subscription subscription = handle.pubSub().subscribe(topics);
            RecordingListener listener = new RecordingListener();
            listener.setPatience(background.patience());
            handle.pubSub().subscribe(topics, listener);
            if (handle != closed) {
                others.add(subscription);
                listeners.add(listener);
            }
        }

        closed.close();
        closed.close();
        earlier.pubSub().publish("c", bytes("x"));

        for (Subscription other : others) {
            for (int i = 0; i < topics.size(); i++) {
                assertThat(background.within(() -> other.next(background.patience())))
                        .as("what subscription.next returned after another handle was closed")
                        .isPresent();
            }
        }
        listeners.forEach(listener -> listener.awaitCalls(topics.size()));
    }

    /** All calls are made at the same time, since each may last until the adapter times out. */
    @Test
    @Tag("G-06")
    @RequiresCapability(Capability.UNREACHABLE)
    void everyCallOnAnUnreachableBackendThrows() {
        DistributedCoordination unreachable = connectUnreachable();
        Map<OperationUnderTest<String>, Future<?>> calls = new LinkedHashMap<>();

        for (OperationUnderTest<String> operation : everyOperation()) {
            calls.put(operation, background.start(() -> on(unreachable, operation)));
        }

        calls.forEach((operation, call) -> {
            Throwable thrown = catchThrowable(() -> background.await(call));
            if (!(thrown instanceof CoordinationUnavailableException)) {
                // The call is made again for its failure message, because concurrent calls are not recorded.
                assertThatThrownBy(() -> background.within(() -> on(unreachable, operation)))
                        .as("%s on an unreachable backend", operation)
                        .isInstanceOf(CoordinationUnavailableException.class);
            }
            assertThat(thrown)
                    .as("what %s threw on an unreachable backend", operation)
                    .isInstanceOf(CoordinationUnavailableException.class);
        });
    }

    private static boolean on(DistributedCoordination handle, OperationUnderTest<String> operation) throws Exception {
        operation.call().on(handle, "x");
        return true;
    }

    @Test
    @Tag("G-05")
    @Tag("G-06")
    @RequiresCapability(Capability.UNREACHABLE)
    void aHandleOnAnUnreachableBackendCanBeClosed() {
        DistributedCoordination unreachable = connectUnreachable();

        unreachable.close();
        unreachable.close();

        for (OperationUnderTest<String> operation : everyOperation()) {
            assertThatThrownBy(() -> operation.call().on(unreachable, "x"))
                    .as("%s after close", operation)
                    .isInstanceOf(CoordinationClosedException.class);
        }
    }
}
