// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls and bounded waits on behalf of methods that do not throw {@link InterruptedException}. An interrupt does not
 * end them, and the interrupt status stays set (G-09).
 */
final class Uninterruptibly {

    /** A wait that can be repeated after an interrupt. */
    interface Wait {
        void await() throws InterruptedException;
    }

    /** A wait for a result that can be repeated after an interrupt. */
    interface WaitForResult<T extends @Nullable Object> {
        T await() throws InterruptedException;
    }

    private Uninterruptibly() {}

    static void run(Wait wait) {
        Uninterruptibly.<@Nullable Void>get(() -> {
            wait.await();
            return null;
        });
    }

    static <T extends @Nullable Object> T get(WaitForResult<T> wait) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return wait.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Makes a call that uses a connection. An interrupt has no effect on the sockets of a platform thread, but closes a
     * socket on which a virtual thread waits. Therefore a call by a virtual thread is made on another thread, which nobody
     * interrupts.
     */
    static <T extends @Nullable Object> T call(Supplier<T> call) {
        if (DaemonThreads.isVirtual(Thread.currentThread())) {
            return onAnotherThread(call);
        }
        boolean interrupted = Thread.interrupted();
        try {
            return call.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T extends @Nullable Object> T onAnotherThread(Supplier<T> call) {
        FutureTask<Supplier<T>> task = new FutureTask<>(() -> outcome(call));
        DaemonThreads.startCall("coordination-redis-call", task);
        return get(() -> resultOf(task)).get();
    }

    private static <T> T resultOf(Future<T> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the outcome of a call includes its failure", e);
        }
    }

    /** Makes a call, and returns a supplier of its result or its failure. */
    private static <T extends @Nullable Object> Supplier<T> outcome(Supplier<T> call) {
        try {
            T result = call.get();
            return () -> result;
        } catch (RuntimeException e) {
            return () -> {
                throw withTraceOfCaller(e);
            };
        } catch (Error e) {
            return () -> {
                throw withTraceOfCaller(e);
            };
        }
    }

    private static <E extends Throwable> E withTraceOfCaller(E failure) {
        failure.setStackTrace(
                Stream.of(failure.getStackTrace(), Thread.currentThread().getStackTrace())
                        .flatMap(Arrays::stream)
                        .toArray(StackTraceElement[]::new));
        return failure;
    }
}
