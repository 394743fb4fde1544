// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Runs the calls of one handle, and reports each to a listener. */
final class CallReporter {

    /** The work of a call. */
    interface Work<T extends @Nullable Object, X extends Exception> {
        T run() throws X;
    }

    private static final AtomicLong SEQUENCE = new AtomicLong();

    private final String handle;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Consumer<? super CoordinationCall> listener;

    CallReporter(String handle, Clock clock, LongSupplier nanoTime, Consumer<? super CoordinationCall> listener) {
        this.handle = handle;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    static long nextSequence() {
        return SEQUENCE.incrementAndGet();
    }

    <T extends @Nullable Object, X extends Exception> T call(
            Operation operation, Work<T, X> work, @Nullable Object... arguments) throws X {
        return call(null, operation, work, arguments);
    }

    <T extends @Nullable Object, X extends Exception> T call(
            @Nullable Subscription subscription, Operation operation, Work<T, X> work, @Nullable Object... arguments)
            throws X {
        Instant at = clock.instant();
        long sequence = nextSequence();
        long start = nanoTime.getAsLong();
        T result;
        try {
            result = work.run();
        } catch (Throwable e) {
            report(at, sequence, start, operation, subscription, arguments, null, e);
            throw e;
        }
        report(at, sequence, start, operation, subscription, arguments, result, null);
        return result;
    }

    void run(Operation operation, Runnable action, @Nullable Object... arguments) {
        run(null, operation, action, arguments);
    }

    void run(@Nullable Subscription subscription, Operation operation, Runnable action, @Nullable Object... arguments) {
        var unused = this.<@Nullable Object, RuntimeException>call(
                subscription,
                operation,
                () -> {
                    action.run();
                    return null;
                },
                arguments);
    }

    private void report(
            Instant at,
            long sequence,
            long start,
            Operation operation,
            @Nullable Subscription subscription,
            @Nullable Object[] arguments,
            @Nullable Object result,
            @Nullable Throwable thrown) {
        Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - start);
        List<@Nullable Object> list =
                Collections.<@Nullable Object>unmodifiableList(Arrays.<@Nullable Object>asList(arguments));
        try {
            listener.accept(
                    new CoordinationCall(at, sequence, elapsed, handle, operation, subscription, list, result, thrown));
        } catch (Throwable e) { // The caller must get the outcome of the call, not this failure.
            toUncaughtHandler(e);
        }
    }

    private static void toUncaughtHandler(Throwable failure) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        } catch (Throwable e) {
            // Ignored, just as the JVM ignores what this handler throws.
        }
    }
}
