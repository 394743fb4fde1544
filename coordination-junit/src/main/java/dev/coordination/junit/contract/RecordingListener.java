// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.junit.contract.threads.BackgroundThreads;
import dev.coordination.junit.contract.threads.Unchecked;
import dev.coordination.junit.contract.threads.Waiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A listener that records its calls in order, and whether two of them ever overlapped. A message is recorded in the
 * form of {@link PubSubArea#shown}, and the end as the simple name of its cause.
 *
 * <p>{@link #lock} guards every field that changes with calls. Actions run without it.
 */
final class RecordingListener implements MessageListener {

    /** An action that a test performs within a call. */
    @FunctionalInterface
    interface Action {
        void onMessage(Message message) throws Exception;
    }

    private final Action action;
    private final Consumer<CoordinationException> endAction;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition called = lock.newCondition();
    private final List<String> calls = new ArrayList<>();
    private int running;
    private int finished;
    private boolean overlapped;
    private @Nullable Thread caller;

    private volatile Duration patience = BackgroundThreads.USUAL_PATIENCE;

    /** Creates a listener that only records. */
    RecordingListener() {
        this(message -> {});
    }

    /** Creates a listener that performs an action after recording a message. */
    RecordingListener(Action action) {
        this(action, cause -> {});
    }

    /**
     * Creates a listener that performs an action after recording a message, and another action after recording the end.
     */
    RecordingListener(Action action, Consumer<CoordinationException> endAction) {
        this.action = action;
        this.endAction = endAction;
    }

    /** Returns how long to wait for calls. */
    Duration patience() {
        return patience;
    }

    /** Sets how long to wait for calls. */
    void setPatience(Duration longest) {
        patience = longest;
    }

    /** Returns a listener that takes a moment for each message, to give a faulty adapter a chance to overlap calls. */
    static RecordingListener dawdling() {
        return new RecordingListener(message -> LockSupport.parkNanos(20_000));
    }

    /**
     * Returns a listener that, for its first message, runs a call and completes a future with the result or failure.
     */
    static <T> RecordingListener completing(CompletableFuture<T> result, Callable<T> onFirst) {
        AtomicBoolean first = new AtomicBoolean(true);
        return new RecordingListener(message -> {
            if (first.getAndSet(false)) {
                try {
                    result.complete(onFirst.call());
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                }
            }
        });
    }

    @Override
    public void onMessage(Message message) {
        begin(PubSubArea.shown(message));
        try {
            action.onMessage(message);
        } catch (Exception e) {
            throw Unchecked.asIs(e);
        } finally {
            finish();
        }
    }

    @Override
    public void onEnd(CoordinationException cause) {
        begin(cause.getClass().getSimpleName());
        try {
            endAction.accept(cause);
        } finally {
            finish();
        }
    }

    private void begin(String call) {
        lock.lock();
        try {
            running++;
            overlapped |= running > 1;
            caller = Thread.currentThread();
            calls.add(call);
            called.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void finish() {
        lock.lock();
        try {
            running--;
            finished++;
            called.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the calls so far. */
    List<String> calls() {
        lock.lock();
        try {
            return List.copyOf(calls);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there have been at least {@code count} calls, and returns all calls so far. */
    List<String> awaitCalls(int count) {
        return await(() -> calls.size() >= count, count);
    }

    /** Waits until there have been at least {@code count} calls. Unlike {@link #awaitCalls}, this copies nothing. */
    void awaitCount(int count) {
        var unusedCalls = awaitThat(() -> calls.size() >= count, count, List::of);
    }

    /** Waits until the given number of calls have returned, so that everything done within them is complete. */
    void awaitReturns(int count) {
        var unusedCalls = await(() -> finished >= count, count);
    }

    private List<String> await(BooleanSupplier done, int count) {
        return awaitThat(done, count, () -> List.copyOf(calls));
    }

    private List<String> awaitThat(BooleanSupplier done, int count, Supplier<List<String>> result) {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!done.getAsBoolean() && left > 0) {
                left = called.awaitNanos(left);
            }
            assertThat(calls).as(ListenerArea.CALLS).hasSizeGreaterThanOrEqualTo(count);
            assertThat(done.getAsBoolean())
                    .as("whether listener.onMessage and listener.onEnd have returned %d times", count)
                    .isTrue();
            return result.get();
        } catch (InterruptedException e) {
            throw Unchecked.asIs(e);
        } finally {
            lock.unlock();
        }
    }

    /** Gives the thread of the last call time to call again, if it is about to. */
    void letSettle() {
        letSettle(List.of(this));
    }

    /** Gives the threads of the last calls of these listeners time to call again, all at once. */
    static void letSettle(List<RecordingListener> listeners) {
        Waiter.letAllSettle(listeners.stream()
                .map(RecordingListener::caller)
                .flatMap(Optional::stream)
                .toList());
    }

    private Optional<Thread> caller() {
        lock.lock();
        try {
            return Optional.ofNullable(caller);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "listener";
    }

    /** Fails if two calls ever overlapped. */
    void assertOneAtATime() {
        lock.lock();
        try {
            assertThat(overlapped)
                    .as("whether two calls of listener.onMessage or listener.onEnd overlapped")
                    .isFalse();
        } finally {
            lock.unlock();
        }
    }
}
