// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** The background threads of one test. They are daemons and end with the test. Every wait for them is bounded. */
public final class BackgroundThreads implements AutoCloseable {

    /** The usual patience. */
    public static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);

    private final Duration patience;

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "coordination-contract");
        thread.setDaemon(true);
        return thread;
    });

    /** The latches to open when the test ends, so that no thread is left waiting. */
    private final List<Latch> latches = new CopyOnWriteArrayList<>();

    private final List<Waiter<?>> waiters = new CopyOnWriteArrayList<>();

    private Recorder recorder = new Recorder() {
        @Override
        public <T> Callable<T> recordElsewhere(Callable<T> call) {
            return call;
        }
    };

    /** Records the operations of a test. */
    public interface Recorder {

        /**
         * Returns a call whose operations are recorded although it runs on another thread. The thread that has been
         * recorded so far must wait for the call, so that the two cannot race.
         */
        <T> Callable<T> recordElsewhere(Callable<T> call);
    }

    /**
     * Creates the background threads of a test.
     *
     * @param patience how long the test waits, in real time, for something that must happen; only a failing test waits
     *     that long
     */
    public BackgroundThreads(Duration patience) {
        this.patience = patience;
    }

    /** Returns how long the test waits, in real time, for something that must happen. */
    public Duration patience() {
        return patience;
    }

    /** Sets the recorder of the calls that the test waits for immediately. */
    public void recordWith(Recorder recorderOfTheTest) {
        recorder = recorderOfTheTest;
    }

    /** Returns a latch that opens when the test ends, if not before. */
    public Latch newLatch() {
        Latch latch = new Latch(patience);
        latches.add(latch);
        return latch;
    }

    /** Starts a call that is expected to wait, and returns when it is most likely waiting. */
    public <T> Waiter<T> startWaiting(Callable<T> call) {
        return startWaiting(1, call).get(0);
    }

    /** Starts a call {@code count} times, each on its own thread, and returns when all of them are most likely waiting. */
    public <T> List<Waiter<T>> startWaiting(int count, Callable<T> call) {
        List<Waiter<T>> started =
                Stream.generate(() -> new Waiter<>(call, this)).limit(count).toList();
        waiters.addAll(started);
        Waiter.letSettle(started);
        return started;
    }

    /** Starts a call on another thread. */
    public <T> Future<T> start(Callable<T> call) {
        return threads.submit(call);
    }

    /** Waits for a call that was started, and returns its result or throws its exception, even a checked one. */
    public <T> T await(Future<T> call) {
        try {
            return call.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw Unchecked.asIs(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a call did not end within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            throw Unchecked.asIs(e);
        }
    }

    /** Runs a call on its own thread, and fails if it blocks. */
    public <T> T within(Callable<T> call) {
        return await(start(recorder.recordElsewhere(call)));
    }

    /** Runs a call on its own thread, which is already interrupted, and fails if it blocks. */
    public <T> T withinInterrupted(Callable<T> call) {
        return within(() -> {
            Thread.currentThread().interrupt();
            try {
                return call.call();
            } finally {
                Thread.interrupted();
            }
        });
    }

    /** Starts {@code count} calls at the same moment, and returns their results in order. */
    public <T> List<T> race(int count, IntFunction<Callable<T>> calls) {
        StartLine start = new StartLine(count, patience);
        List<Future<T>> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Callable<T> call = calls.apply(i);
            started.add(start(() -> {
                start.await();
                return call.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> call : started) {
            results.add(await(call));
        }
        return results;
    }

    @Override
    public void close() {
        latches.forEach(Latch::open);
        waiters.forEach(Waiter::interrupt);
        threads.shutdownNow();
    }
}
