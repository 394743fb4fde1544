// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Message;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests threads that wait in real time. The {@link WaitStrategy} used here only adds a signal when a thread begins to
 * wait.
 */
@Timeout(60)
class InboxWaitTest {

    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final Message MESSAGE = Message.onChannel("news", "x".getBytes(UTF_8));

    private final CountDownLatch oneWaits = new CountDownLatch(1);
    private final CountDownLatch threeWait = new CountDownLatch(3);

    private final Inbox inbox = new Inbox(16, List.of(Topic.channel("news")), (held, changed, done, timeout) -> {
        oneWaits.countDown();
        threeWait.countDown();
        WaitStrategy.realTime().await(held, changed, done, timeout);
    });

    private final List<Thread> threads = new ArrayList<>();

    private FutureTask<Optional<Message>> startNext() {
        FutureTask<Optional<Message>> next = new FutureTask<>(() -> inbox.next(FOR_EVER));
        Thread thread = new Thread(next, "waiter");
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
        return next;
    }

    /** The waiter holds the lock of the inbox from the countdown until it waits, so it already waits when the message arrives. */
    @Test
    void aMessageWakesAWaiter() throws Exception {
        FutureTask<Optional<Message>> next = startNext();
        oneWaits.await();

        inbox.offer(MESSAGE);

        assertThat(next.get()).contains(MESSAGE);
    }

    @Test
    void everyWaiterGetsAMessageOfItsOwn() throws Exception {
        List<FutureTask<Optional<Message>>> all = List.of(startNext(), startNext(), startNext());
        threeWait.await();

        for (int i = 0; i < 3; i++) {
            inbox.offer(MESSAGE);
        }

        for (FutureTask<Optional<Message>> next : all) {
            assertThat(next.get()).contains(MESSAGE);
        }
        assertThat(inbox.pending()).isZero();
    }

    @Test
    void closingWakesEveryWaiter() throws Exception {
        List<FutureTask<Optional<Message>>> all = List.of(startNext(), startNext(), startNext());
        threeWait.await();

        inbox.close();

        for (FutureTask<Optional<Message>> next : all) {
            assertThatThrownBy(next::get).hasCauseInstanceOf(CoordinationClosedException.class);
        }
    }

    @Test
    void aLossWakesEveryWaiter() throws Exception {
        List<FutureTask<Optional<Message>>> all = List.of(startNext(), startNext(), startNext());
        threeWait.await();

        inbox.lose(null);

        for (FutureTask<Optional<Message>> next : all) {
            assertThatThrownBy(next::get).hasCauseInstanceOf(CoordinationUnavailableException.class);
        }
    }

    @Test
    void anInterruptEndsAWaitWithoutTakingAMessage() throws Exception {
        FutureTask<Optional<Message>> next = startNext();
        oneWaits.await();

        threads.get(0).interrupt();

        assertThatThrownBy(next::get).hasCauseInstanceOf(InterruptedException.class);
        inbox.offer(MESSAGE);
        assertThat(inbox.poll()).contains(MESSAGE);
    }

    /** After each call, whether it returns or throws, other threads can use the inbox. */
    @Test
    void everyCallReleasesTheLock() throws Exception {
        Inbox full = new Inbox(1, List.of(Topic.channel("news")));
        List<Runnable> calls = List.of(
                full::poll,
                full::pending,
                full::size,
                full::isClosed,
                full::isReady,
                full::clear,
                () -> full.offer(MESSAGE),
                () -> full.offer(MESSAGE),
                full::poll,
                full::poll,
                full::pending,
                () -> full.lose(null),
                full::close,
                full::isClosed,
                full::isReady,
                full::clear,
                () -> full.offer(MESSAGE),
                full::poll,
                full::pending);

        for (Runnable call : calls) {
            runEvenIfItThrows(call);
            FutureTask<Integer> size = new FutureTask<>(full::size);
            Thread other = new Thread(size, "other");
            other.setDaemon(true);
            other.start();

            assertThat(size.get(60, TimeUnit.SECONDS)).isBetween(0, 1);
        }
    }

    private static void runEvenIfItThrows(Runnable call) {
        try {
            call.run();
        } catch (CoordinationException e) {
            assertThat(e).hasMessageContaining("channel \"news\"");
        }
    }

    /** The wait lasts at least as long as the timeout. How much longer depends on the machine. */
    @ParameterizedTest
    @ValueSource(longs = {1, 1_000, 1_000_000, 20_000_000})
    void aWaitLastsUntilItsTimeout(long nanos) throws InterruptedException {
        long start = System.nanoTime();

        Optional<Message> none = inbox.next(Duration.ofNanos(nanos));

        assertThat(none).isEmpty();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(nanos);
    }
}
