// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests when a call counts as blocked. */
class BackendCallTest {

    private static final Duration ALL = ofHours(3);

    private final LinkedBlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final BackendCall<String> call = new BackendCall<>(() -> "result", ALL, false);
    private Thread thread = new Thread(() -> {});

    @AfterEach
    void interrupt() {
        thread.interrupt();
    }

    private void start(Runnable work) {
        thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    private void awaitState(Thread.State state) {
        while (thread.getState() != state) {
            Thread.onSpinWait();
        }
    }

    private static void waitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void spin() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    private void answerRequests() {
        try {
            while (true) {
                String unused = requests.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void returnsWhatTheCallReturns() throws Exception {
        assertThat(call.call()).isEqualTo("result");
    }

    @Test
    void allOfTheTimePassesOnceTheSameWaitHasLasted() {
        start(BackendCallTest::waitForever);
        awaitState(Thread.State.WAITING);

        for (int look = 1; look <= 20; look++) {
            assertThat(call.pace(thread, look)).isEqualTo(ZERO);
        }
        assertThat(call.pace(thread, 21)).isEqualTo(ALL);
        assertThat(call.pace(thread, 22)).isEqualTo(ALL);
    }

    @Test
    void aThreadThatWaitsForALockIsBlocked() {
        synchronized (requests) {
            start(() -> {
                synchronized (requests) {
                    requests.clear();
                }
            });
            awaitState(Thread.State.BLOCKED);

            for (int look = 1; look <= 20; look++) {
                assertThat(call.pace(thread, look)).isEqualTo(ZERO);
            }
            assertThat(call.pace(thread, 21)).isEqualTo(ALL);
        }
    }

    @Test
    void aWaitThatBeginsLaterIsCountedFromItsBeginning() throws Exception {
        start(this::answerRequests);
        awaitState(Thread.State.WAITING);
        for (int look = 1; look <= 15; look++) {
            assertThat(call.pace(thread, look)).isEqualTo(ZERO);
        }

        makeRequest();

        for (int look = 16; look <= 35; look++) {
            assertThat(call.pace(thread, look)).isEqualTo(ZERO);
        }
        assertThat(call.pace(thread, 36)).isEqualTo(ALL);
    }

    /** Short waits may follow each other so fast that each look sees one. */
    @Test
    void aThreadThatMakesRequestsGetsAsMuchTimeAsABusyOne() throws Exception {
        start(this::answerRequests);
        for (int look = 1; look < 100; look++) {
            makeRequest();
            assertThat(call.pace(thread, look)).isEqualTo(ZERO);
        }
        assertThat(call.pace(thread, 100)).isEqualTo(ALL);
    }

    private void makeRequest() throws InterruptedException {
        awaitState(Thread.State.WAITING);
        requests.put("request");
        while (!requests.isEmpty()) {
            Thread.onSpinWait();
        }
        awaitState(Thread.State.WAITING);
    }

    @Test
    void aBusyThreadGetsItsTime() {
        start(BackendCallTest::spin);
        awaitState(Thread.State.RUNNABLE);

        for (int look = 1; look < 100; look++) {
            assertThat(call.pace(thread, look)).isEqualTo(ZERO);
        }
        assertThat(call.pace(thread, 100)).isEqualTo(ALL);
    }

    @Test
    void theTimeOfABusyThreadBeginsAnewAfterAWaitOnTheClock() {
        start(BackendCallTest::spin);
        awaitState(Thread.State.RUNNABLE);
        assertThat(call.pace(thread, 100)).isEqualTo(ALL);

        assertThat(call.pace(thread, 1)).isEqualTo(ZERO);
    }

    @Test
    void aThreadThatHasEndedIsNotBlocked() throws Exception {
        start(() -> {});
        thread.join();

        for (int look = 1; look < 30; look++) {
            assertThat(call.pace(thread, look)).isEqualTo(ZERO);
        }
    }

    @Test
    void inRealTimeItPassesMeanwhile() {
        BackendCall<String> real = new BackendCall<>(() -> "result", ALL, true);
        start(BackendCallTest::waitForever);
        awaitState(Thread.State.WAITING);

        for (int look = 1; look <= 20; look++) {
            assertThat(real.pace(thread, look)).isEqualTo(ofMillis(10));
        }
        assertThat(real.pace(thread, 21)).isEqualTo(ALL);
    }

    @Test
    @SuppressWarnings("NullAway") // Null is tested.
    void aNullCallIsRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> new BackendCall<>(null, ALL, false))
                .withMessage("call must not be null");
    }
}
