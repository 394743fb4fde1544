// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.junit.harness.Capability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What listeners may do: S-07, S-09. */
@RequiresCapability(Capability.PUBSUB)
abstract class ListenerActionsContract extends ListenerArea {

    /** Tests an exception, an error such as a failed assertion, and an undeclared checked exception. */
    @Test
    @Tag("S-09")
    void anExceptionInAListenerDoesNotStopTheNextMessage() {
        RecordingListener listener = new RecordingListener(message -> {
            switch (message.text()) {
                case "exception" -> throw new IllegalStateException("thrown by a listener of the contract, on purpose");
                case "error" -> throw new AssertionError("thrown by a listener of the contract, on purpose");
                case "checked" -> throw new IOException("thrown by a listener of the contract, on purpose");
                default -> {}
            }
        });
        RecordingListener witness = new RecordingListener();
        listen(listener, "news");
        listen(witness, "news");

        List<String> texts = List.of("exception", "error", "checked", "exception", "quiet");
        for (String text : texts) {
            publish("news", text);
        }

        List<String> expected = texts.stream().map(text -> "news: " + text).toList();
        assertThat(listener.awaitCalls(5)).as(CALLS).isEqualTo(expected);
        assertThat(witness.awaitCalls(5)).as(CALLS).isEqualTo(expected);
    }

    /** A careful listener restores an interrupt that it has caught. It must still be called afterwards. */
    @Test
    @Tag("S-09")
    void aListenerThatInterruptsItsThreadStillReceivesMessages() {
        RecordingListener listener =
                new RecordingListener(message -> Thread.currentThread().interrupt());
        listen(listener, "news");

        for (int i = 1; i <= 3; i++) {
            publish("news", "" + i);
            listener.awaitCalls(i);
            listener.letSettle();
        }

        assertThat(listener.calls()).as(CALLS).containsExactly("news: 1", "news: 2", "news: 3");
    }

    /** A listener may publish to others and to itself. */
    @Test
    @Tag("S-09")
    void aListenerMayPublish() {
        CompletableFuture<Boolean> published = new CompletableFuture<>();
        RecordingListener listener = RecordingListener.completing(published, () -> {
            publish("answers", "answer");
            publish("questions", "heard by itself");
            return true;
        });
        listen(listener, "questions");
        Subscription answers = pubSub().subscribe("answers");

        publish("questions", "question");

        assertThat(background.await(published))
                .as("pubSub.publish within listener.onMessage")
                .isTrue();
        assertThat(take(answers, 1)).containsExactly("answers: answer");
        assertThat(listener.awaitCalls(2))
                .as(CALLS)
                .containsExactly("questions: question", "questions: heard by itself");
    }

    /** A listener may wait for messages and use the other areas. */
    @Test
    @Tag("S-09")
    void aListenerMaySubscribeAndWait() {
        CompletableFuture<String> heard = new CompletableFuture<>();
        RecordingListener listener = RecordingListener.completing(heard, () -> {
            Subscription inside = pubSub().subscribe("inside", "outside");
            publish("inside", "yes");
            coordination.cache().set("key", bytes("value"));
            return next(inside).map(PubSubArea::shown).orElse("nothing");
        });
        listen(listener, "outside");

        publish("outside", "go");

        assertThat(background.await(heard))
                .as("subscription.next within listener.onMessage")
                .isEqualTo("inside: yes");
        assertThat(coordination.cache().exists("key"))
                .as("cache.exists after cache.set within listener.onMessage")
                .isTrue();
    }

    /** When a listener calls close, close does not wait for that listener call to end, and no other call begins. */
    @Test
    @Tag("S-09")
    void aListenerMayCloseItsSubscription() {
        CompletableFuture<Subscription> own = new CompletableFuture<>();
        CompletableFuture<Long> countedAfterwards = new CompletableFuture<>();
        RecordingListener listener = RecordingListener.completing(countedAfterwards, () -> {
            background.await(own).close();
            return publish("news", "nobody listens");
        });
        Subscription subscription = listen(listener, "news");
        publishNumbered("news", 3);

        own.complete(subscription);

        assertNobodyListens("news", background.await(countedAfterwards));
        listener.letSettle();
        assertThat(listener.calls()).as(CALLS).containsExactly("news: 0");
    }

    /** This holds however many messages wait: an adapter may hand several of them to the listener at a time. */
    @Test
    @Tag("S-07")
    @Tag("S-09")
    void noCallBeginsAfterAListenerHasClosedItsSubscription() {
        List<RecordingListener> listeners = new ArrayList<>();
        for (int waiting : List.of(1, 2, 3, 5, 8, 14)) {
            String channel = "news " + waiting;
            CompletableFuture<Subscription> own = new CompletableFuture<>();
            CompletableFuture<Boolean> closed = new CompletableFuture<>();
            RecordingListener listener = RecordingListener.completing(closed, () -> {
                background.await(own).close();
                return true;
            });
            Subscription subscription = listen(listener, channel);
            publishNumbered(channel, 1 + waiting);

            own.complete(subscription);

            assertThat(background.await(closed))
                    .as("close within listener.onMessage")
                    .isTrue();
            listeners.add(listener);
        }

        RecordingListener.letSettle(listeners);
        for (RecordingListener listener : listeners) {
            assertThat(listener.calls()).as(CALLS).hasSize(1);
        }
    }

    @Test
    @Tag("S-09")
    void aListenerMayCloseOtherSubscriptionsAndItsHandle() {
        DistributedCoordination handle = connect();
        Subscription other = handle.pubSub().subscribe("news");
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        RecordingListener listener = RecordingListener.completing(closed, () -> {
            other.close();
            handle.close();
            return true;
        });
        listen(handle, listener, "news");

        publish("news", "1");

        assertThat(background.await(closed))
                .as("close within listener.onMessage")
                .isTrue();
        listener.letSettle();
        publishToNobody(coordination, "news", "2");
        assertThat(listener.calls()).as(CALLS).containsExactly("news: 1");
    }
}
