// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.Subscription;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.junit.contract.threads.Latch;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Listeners that fall behind: S-07 to S-09. */
@RequiresCapability(Capability.PUBSUB)
abstract class ListenerOverflowContract extends ListenerArea {

    private static final String OVERFLOW = SubscriptionOverflowException.class.getSimpleName();

    @Test
    @Tag("S-09")
    @RequiresCapability(Capability.POLL_SEES_PUBLISHED)
    void anOverflowCallsOnEndOnceAfterTheBufferedMessages() {
        int buffer = harness.subscriptionBuffer();
        Latch latch = background.newLatch();
        RecordingListener listener = new RecordingListener(message -> latch.await());
        Subscription subscription = listenHeldBack(listener);

        List<String> published = background.within(() -> publishNumbered("news", buffer + 3));
        assertThat(subscription.pending()).isEqualTo(buffer);
        assertThat(listener.calls()).as(CALLS).containsExactly("news: first");
        latch.open();

        List<String> expected = new ArrayList<>(List.of("news: first"));
        expected.addAll(published.subList(0, buffer));
        expected.add(OVERFLOW);
        assertThat(listener.awaitCalls(buffer + 2)).as(CALLS).isEqualTo(expected);
        assertThatThrownBy(subscription::pending).isInstanceOf(SubscriptionOverflowException.class);
        letOthersHear(listener);
        subscription.close();
        letOthersHear(listener);
        assertThat(listener.calls())
                .as("onEnd is the last call, and is made once")
                .isEqualTo(expected);
        listener.assertOneAtATime();
    }

    /** A full buffer is not an overflow. */
    @Test
    @Tag("S-08")
    void aListenerWithAFullBufferStillReceivesMessages() {
        int buffer = harness.subscriptionBuffer();
        Latch latch = background.newLatch();
        RecordingListener listener = new RecordingListener(message -> latch.await());
        listenHeldBack(listener);

        List<String> expected = new ArrayList<>(List.of("news: first"));
        expected.addAll(publishNumbered("news", buffer));
        latch.open();
        listener.awaitCalls(buffer + 1);
        publish("news", "last");
        expected.add("news: last");

        assertThat(listener.awaitCalls(buffer + 2)).as(CALLS).isEqualTo(expected);
    }

    @Test
    @Tag("S-08")
    @RequiresCapability({Capability.POLL_SEES_PUBLISHED, Capability.EXACT_RECEIVER_COUNT})
    void publishCountsAnOverflowedListenerUntilItIsClosed() {
        Latch latch = background.newLatch();
        RecordingListener listener = new RecordingListener(message -> latch.await());
        Subscription subscription = listenHeldBack(listener);
        publishNumbered("news", harness.subscriptionBuffer() + 1);
        subscription.pending();

        assertThat(publish("news", "overflowed")).isEqualTo(1);
        latch.open();
        listener.awaitCalls(harness.subscriptionBuffer() + 2);
        assertThat(publish("news", "after onEnd")).isEqualTo(1);

        subscription.close();
        assertThat(publish("news", "closed")).isZero();
    }

    /** The subscription is closed before the overflow can be reported. */
    @Test
    @Tag("S-07")
    @RequiresCapability(Capability.POLL_SEES_PUBLISHED)
    void onEndIsNotCalledAfterClose() {
        Latch latch = background.newLatch();
        RecordingListener listener = new RecordingListener(message -> latch.await());
        Subscription subscription = listenHeldBack(listener);
        publishNumbered("news", harness.subscriptionBuffer() + 1);
        subscription.pending();

        subscription.close();
        latch.open();
        letOthersHear(listener);

        assertThat(listener.calls()).as(CALLS).containsExactly("news: first");
    }

    /** This is what onEnd is for. An exception that it throws has no effect. */
    @Test
    @Tag("S-09")
    @RequiresCapability(Capability.POLL_SEES_PUBLISHED)
    void aListenerMaySubscribeAgainInOnEnd() {
        RecordingListener again = new RecordingListener();
        CompletableFuture<Subscription> own = new CompletableFuture<>();
        CompletableFuture<Subscription> second = new CompletableFuture<>();
        Latch latch = background.newLatch();
        RecordingListener listener = new RecordingListener(message -> latch.await(), cause -> {
            own.join().close();
            second.complete(listen(again, "news"));
            throw new IllegalStateException("thrown by a listener of the contract, on purpose");
        });
        Subscription subscription = listen(listener, "news");
        own.complete(subscription);

        publishNumbered("news", harness.subscriptionBuffer() + 2);
        subscription.pending();
        latch.open();
        background.await(second);
        publish("news", "again");

        assertThat(again.awaitCalls(1)).as(CALLS).containsExactly("news: again");
    }
}
