// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ListenerLoopTest {

    private static final int CAPACITY = 3;

    private final Inbox inbox = new Inbox(CAPACITY, List.of(Topic.channel("news")));
    private final List<String> calls = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();

    /**
     * Returns a listener that records its calls, and then runs an action. When it receives the message {@code close}, it
     * closes the inbox before it runs the action, so the loop ends after that call.
     */
    private MessageListener recording(Consumer<String> action) {
        return new MessageListener() {
            @Override
            public void onMessage(Message message) {
                calls.add(message.text());
                if ("close".equals(message.text())) {
                    inbox.close();
                }
                action.accept(message.text());
            }

            @Override
            public void onEnd(CoordinationException cause) {
                calls.add(cause.getClass().getSimpleName());
                action.accept("end");
            }
        };
    }

    private void offer(String... texts) {
        for (String text : texts) {
            inbox.offer(Message.onChannel("news", text.getBytes(UTF_8)));
        }
    }

    private void runLoop(Consumer<String> action) {
        new ListenerLoop(inbox, recording(action), errors::add).run();
    }

    @Test
    void callsTheListenerInOrder() {
        offer("a", "b", "close");

        runLoop(text -> {});

        assertThat(calls).containsExactly("a", "b", "close");
        assertThat(errors).isEmpty();
    }

    @Test
    void makesNoCallOnceTheInboxIsClosed() {
        offer("close", "dropped");

        runLoop(text -> {});

        assertThat(calls).containsExactly("close");
    }

    @Test
    void anOverflowIsReportedOnceAfterTheLastMessage() {
        offer("a", "b", "c", "lost");

        runLoop(text -> {});

        assertThat(calls).containsExactly("a", "b", "c", SubscriptionOverflowException.class.getSimpleName());
    }

    @Test
    void aLossIsReportedOnceAfterTheLastMessage() {
        offer("a");
        inbox.lose(null);

        runLoop(text -> {});

        assertThat(calls).containsExactly("a", CoordinationUnavailableException.class.getSimpleName());
    }

    /** This includes errors, and what {@code onEnd} throws. */
    @Test
    void whatTheListenerThrowsGoesToTheErrorHandlerAndStopsNothing() {
        offer("a", "b", "c", "lost");
        Error thrown = new StackOverflowError("thrown on purpose");

        runLoop(text -> {
            throw thrown;
        });

        assertThat(calls).hasSize(4);
        assertThat(errors).containsExactly(thrown, thrown, thrown, thrown);
    }

    @Test
    void noCallSeesAnInterruptThatAnEarlierCallLeft() {
        offer("a", "b", "c", "lost");
        List<Boolean> interrupted = new ArrayList<>();

        runLoop(text -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
            throw new IllegalStateException("thrown by an interrupted thread");
        });

        assertThat(interrupted).containsExactly(false, false, false, false);
        assertThat(errors).hasSize(4);
        assertThat(Thread.interrupted()).isFalse();
    }

    /** The thread is interrupted before the loop starts; the listener does not see the interrupt. */
    @Test
    void anInterruptBeforeACallIsIgnored() {
        offer("close");
        Thread.currentThread().interrupt();

        runLoop(text -> calls.add("interrupted: " + Thread.currentThread().isInterrupted()));

        assertThat(calls).containsExactly("close", "interrupted: false");
    }

    /** The loop continues, whether the error handler rethrows the exception that it is given or throws another. */
    @Test
    void whatTheErrorHandlerThrowsGoesToTheHandlerOfTheThread() throws InterruptedException {
        BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
        IllegalStateException byHandler = new IllegalStateException("by the handler");
        offer("same", "other", "close");
        Thread thread = new Thread(new ListenerLoop(
                inbox,
                recording(text -> {
                    throw new IllegalArgumentException(text);
                }),
                failure -> {
                    throw "same".equals(failure.getMessage()) ? (IllegalArgumentException) failure : byHandler;
                }));
        thread.setUncaughtExceptionHandler((where, failure) -> {
            uncaught.add(failure);
            throw new IllegalStateException("by the handler of the thread");
        });

        thread.start();
        thread.join();

        assertThat(calls).containsExactly("same", "other", "close");
        assertThat(uncaught)
                .extracting(Throwable::getMessage)
                .containsExactly("same", "by the handler", "by the handler");
        assertThat(byHandler.getSuppressed()).extracting(Throwable::getMessage).containsExactly("other", "close");
    }

    @Test
    void aMessageThatArrivesLaterWakesTheLoop() throws InterruptedException {
        Thread thread = new Thread(new ListenerLoop(inbox, recording(text -> {}), errors::add));
        thread.start();

        offer("a", "close");
        thread.join();

        assertThat(calls).containsExactly("a", "close");
    }

    @Test
    void namesTheArgumentThatIsNull() {
        MessageListener listener = message -> {};

        assertThatThrownBy(() -> new ListenerLoop(null, listener, errors::add)).hasMessage("inbox must not be null");
        assertThatThrownBy(() -> new ListenerLoop(inbox, null, errors::add)).hasMessage("listener must not be null");
        assertThatThrownBy(() -> new ListenerLoop(inbox, listener, null)).hasMessage("onError must not be null");
    }
}
