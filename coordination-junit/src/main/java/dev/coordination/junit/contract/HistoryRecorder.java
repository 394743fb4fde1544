package dev.coordination.junit.contract;

import dev.coordination.CoordinationUnavailableException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Records the calls of several threads on one key. */
final class HistoryRecorder<I, O> {

    private final Queue<Call<I, O>> calls = new ConcurrentLinkedQueue<>();

    /** Makes a call and records it. One that ends in "unavailable" may or may not have taken effect (G-06). */
    void record(int thread, I input, Callable<O> call) throws Exception {
        long start = System.nanoTime();
        try {
            O output = call.call();
            calls.add(new Call<>(thread, input, output, start, System.nanoTime()));
        } catch (CoordinationUnavailableException e) {
            calls.add(new Call<>(thread, input, null, start, Call.OPEN));
        }
    }

    List<Call<I, O>> history() {
        return List.copyOf(calls);
    }
}
