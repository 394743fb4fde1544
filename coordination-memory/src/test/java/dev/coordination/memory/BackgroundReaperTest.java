// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundReaperTest {

    private final Entries entries = new Entries();
    private final List<Thread> threads = new ArrayList<>();
    private final BackgroundReaper reaper = reaper(0);

    private BackgroundReaper reaper(long pauseNanos) {
        return new BackgroundReaper(entries, this::thread, pauseNanos);
    }

    private Thread thread(Runnable work) {
        Thread thread = BackgroundReaper.daemon(work);
        threads.add(thread);
        return thread;
    }

    /** Holds a given number of entries. */
    private static final class Entries implements Expiring {

        final AtomicInteger held = new AtomicInteger(1);
        final BlockingQueue<String> freed = new LinkedBlockingQueue<>();
        volatile @Nullable Error failure;

        @Override
        public void freeExpired() {
            freed.add(Thread.currentThread().getName());
            Error thrown = failure;
            if (thrown != null) {
                throw thrown;
            }
        }

        @Override
        public boolean endIfNothingExpires(Runnable end) {
            if (held.get() > 0) {
                return false;
            }
            end.run();
            return true;
        }
    }

    @AfterEach
    void stop() {
        reaper.stop();
    }

    private void awaitReaping() throws InterruptedException {
        entries.freed.clear();
        assertThat(entries.freed.poll(10, TimeUnit.SECONDS))
                .as("a run of the reaper")
                .isNotNull();
    }

    private static void awaitPause(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            assertThat(thread.isAlive()).as("%s is alive", thread).isTrue();
            Thread.onSpinWait();
        }
    }

    private static void awaitEnd(Thread thread) throws InterruptedException {
        thread.join(10_000);
        assertThat(thread.isAlive()).as("%s is alive", thread).isFalse();
    }

    @Test
    void hasNoThreadUntilSomethingMayExpire() {
        reaper.start();

        assertThat(threads).isEmpty();
        assertThat(reaper.isRunning()).isFalse();
    }

    @Test
    void hasOneDaemonThreadHoweverOftenMayExpireIsCalled() throws Exception {
        for (int i = 0; i < 10; i++) {
            reaper.mayExpire();
        }
        awaitReaping();

        assertThat(threads).singleElement().satisfies(thread -> {
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getName()).isEqualTo("coordination-memory-reaper");
            assertThat(thread.getContextClassLoader()).isNull();
        });
    }

    @Test
    void keepsReapingWhileSomethingCanExpire() throws Exception {
        reaper.mayExpire();

        awaitReaping();
        awaitReaping();

        assertThat(reaper.isRunning()).isTrue();
    }

    @Test
    void endsWhenNothingCanExpireAndStartsAgain() throws Exception {
        reaper.mayExpire();
        entries.held.set(0);
        awaitEnd(threads.get(0));
        assertThat(reaper.isRunning()).isFalse();

        entries.held.set(1);
        reaper.mayExpire();
        awaitReaping();

        assertThat(threads).hasSize(2);
    }

    @Test
    void endsInTheMiddleOfAPauseIfItIsStopped() throws Exception {
        BackgroundReaper patient = reaper(Long.MAX_VALUE);
        patient.mayExpire();
        awaitPause(threads.get(0));

        patient.stop();
        patient.stop();

        awaitEnd(threads.get(0));
        assertThat(entries.freed).isEmpty();
    }

    @Test
    void startsNoThreadOnceItIsStopped() {
        reaper.stop();
        reaper.mayExpire();

        assertThat(threads).isEmpty();
    }

    @Test
    void reportsAFailureToTheUncaughtExceptionHandlerAndContinues() throws Exception {
        entries.failure = new OutOfMemoryError("on purpose");
        BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
        BackgroundReaper failing = new BackgroundReaper(
                entries,
                work -> {
                    Thread thread = thread(work);
                    thread.setUncaughtExceptionHandler((t, e) -> uncaught.add(e));
                    return thread;
                },
                0);

        failing.mayExpire();
        assertThat(uncaught.poll(10, TimeUnit.SECONDS)).isSameAs(entries.failure);
        entries.failure = null;
        awaitReaping();

        failing.stop();
        awaitEnd(threads.get(0));
    }

    @Test
    void continuesIfItIsInterrupted() throws Exception {
        BackgroundReaper patient = reaper(Long.MAX_VALUE);
        patient.mayExpire();

        threads.get(0).interrupt();
        assertThat(entries.freed.poll(10, TimeUnit.SECONDS))
                .as("an early run of the reaper")
                .isNotNull();

        awaitPause(threads.get(0));
        patient.stop();
        awaitEnd(threads.get(0));
    }

    @Test
    void triesAgainIfAThreadCannotBeStarted() {
        List<Runnable> started = new ArrayList<>();
        BackgroundReaper failingOnce = new BackgroundReaper(entries, work -> new Thread(work) {
            @Override
            public void start() {
                started.add(work);
                if (started.size() == 1) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
            }
        });

        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(failingOnce::mayExpire);
        assertThat(failingOnce.isRunning()).isFalse();
        failingOnce.mayExpire();

        assertThat(failingOnce.isRunning()).isTrue();
        assertThat(started).hasSize(2);
    }
}
