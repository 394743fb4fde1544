// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.junit.contract.threads.Latch;
import dev.coordination.junit.harness.Capability;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Listeners whose subscription is closed or loses its connection: S-07, S-09, S-12. */
@RequiresCapability(Capability.PUBSUB)
abstract class ListenerEndContract extends ListenerArea {

    private static final String LOSS = CoordinationUnavailableException.class.getSimpleName();

    /** Close does not wait for the running call. Buffered messages are dropped, and onEnd is not called. */
    @Test
    @Tag("S-07")
    void noCallBeginsAfterClose() {
        Latch latch = background.newLatch();
        RecordingListener listener = new RecordingListener(message -> latch.await());
        Subscription subscription = listenHeldBack(listener);
        publishNumbered("news", 3);

        background.within(() -> {
            subscription.close();
            return true;
        });
        publishToNobody(coordination, "news", "closed");
        latch.open();
        letOthersHear(listener);

        assertThat(listener.calls()).as(CALLS).containsExactly("news: first");
        assertThatThrownBy(subscription::pending).isInstanceOf(CoordinationClosedException.class);
    }

    /** This holds for idle listeners, and for subscriptions that are closed twice. */
    @Test
    @Tag("S-09")
    void closingDoesNotCallOnEnd() {
        DistributedCoordination handle = connect();
        RecordingListener closed = new RecordingListener();
        RecordingListener ofClosedHandle = new RecordingListener();
        Subscription subscription = listen(closed, "news");
        listen(handle, ofClosedHandle, "news");
        publish("news", "1");
        closed.awaitCalls(1);
        ofClosedHandle.awaitCalls(1);

        subscription.close();
        subscription.close();
        handle.close();
        letOthersHear(closed, ofClosedHandle);

        assertThat(closed.calls()).as(CALLS).containsExactly("news: 1");
        assertThat(ofClosedHandle.calls()).as(CALLS).containsExactly("news: 1");
    }

    /** One call that is about to begin may still happen, but no other. */
    @Test
    @Tag("S-07")
    void closingWhileOthersPublishEndsTheCalls() {
        DistributedCoordination other = connect();
        for (int round = 0; round < ROUNDS; round++) {
            RecordingListener listener = RecordingListener.dawdling();
            Subscription subscription = listen(listener, "news");

            List<Integer> callsAtClose = background.race(2, thread -> () -> {
                if (thread == 0) {
                    for (int i = 0; i < FEW; i++) {
                        other.pubSub().publish("news", bytes("" + i));
                    }
                    return 0;
                }
                subscription.close();
                return listener.calls().size();
            });
            listener.letSettle();

            assertThat(listener.calls()).as(CALLS).hasSizeLessThanOrEqualTo(callsAtClose.get(1) + 1);
        }
    }

    @Test
    @Tag("S-12")
    @RequiresCapability({Capability.SUBSCRIPTION_LOSS, Capability.POLL_SEES_PUBLISHED})
    void aLossCallsOnEndOnceAfterTheBufferedMessages() {
        Latch latch = background.newLatch();
        RecordingListener listener = new RecordingListener(message -> latch.await());
        Subscription subscription = listenHeldBack(listener);
        publishNumbered("news", 2);
        assertThat(subscription.pending()).isEqualTo(2);

        harness.cutSubscriptions();
        publish("news", "lost");
        latch.open();

        assertThat(listener.awaitCalls(4)).as(CALLS).containsExactly("news: first", "news: 0", "news: 1", LOSS);
        assertThatThrownBy(subscription::pending).isInstanceOf(CoordinationUnavailableException.class);
        letOthersHear(listener);
        subscription.close();
        letOthersHear(listener);
        assertThat(listener.calls())
                .as("listener.onEnd is the last call, and is made once")
                .hasSize(4);
        listener.assertOneAtATime();
    }

    /** The listener is notified even if no more messages arrive. */
    @Test
    @Tag("S-12")
    @RequiresCapability(Capability.SUBSCRIPTION_LOSS)
    void aLossCallsOnEndOnAnIdleListener() {
        RecordingListener one = new RecordingListener();
        RecordingListener two = new RecordingListener();
        listen(one, "news");
        listen(connect(), two, "news");

        harness.cutSubscriptions();

        assertThat(one.awaitCalls(1)).as(CALLS).containsExactly(LOSS);
        assertThat(two.awaitCalls(1)).as(CALLS).containsExactly(LOSS);
        letOthersHear(one, two);
        assertThat(one.calls()).as(CALLS).containsExactly(LOSS);
        assertThat(two.calls()).as(CALLS).containsExactly(LOSS);
    }
}
