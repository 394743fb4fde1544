package dev.coordination.memory;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A call on a thread of its own, and something that is done once the call waits on the clock or has ended. */
final class Accompanied<T> {

    private final Waiters waiters;
    private final FutureTask<T> running;

    Accompanied(Waiters waiters, Callable<T> call) {
        this.waiters = waiters;
        this.running = new FutureTask<>(call) {
            @Override
            protected void done() {
                waiters.tell();
            }
        };
    }

    T run(Runnable company) throws Exception {
        Thread thread = new Thread(running, "coordination-during");
        thread.setDaemon(true);
        thread.start();
        try {
            waiters.awaitWaitOf(thread, running::isDone);
            company.run();
            return running.get();
        } catch (ExecutionException e) {
            throw thrownBy(e);
        } finally {
            running.cancel(true); // Leaves no thread behind when this one fails or is interrupted.
        }
    }

    private static Exception thrownBy(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof Exception exception ? exception : e;
    }
}
