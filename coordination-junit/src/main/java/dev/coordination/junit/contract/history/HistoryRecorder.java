// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.history;

import dev.coordination.CoordinationUnavailableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Records the calls of several threads on one key. */
public final class HistoryRecorder<I, O> {

    /** A list for each thread. A shared list would order calls that the adapter does not order. */
    private final List<List<RecordedCall<I, O>>> calls;

    private volatile boolean discarded;

    HistoryRecorder(int threads) {
        calls = Stream.generate(() -> (List<RecordedCall<I, O>>) new ArrayList<RecordedCall<I, O>>())
                .limit(threads)
                .toList();
    }

    /** Makes a call and records it. If the backend is unavailable, the call may or may not have taken effect (G-06). */
    public void record(int thread, I input, Callable<O> call) throws Exception {
        long start = System.nanoTime();
        try {
            O output = call.call();
            calls.get(thread).add(new RecordedCall<>(thread, input, output, start, System.nanoTime()));
        } catch (CoordinationUnavailableException e) {
            calls.get(thread).add(new RecordedCall<>(thread, input, null, start, RecordedCall.OPEN));
        }
    }

    /** Records something that has happened while no call was running. */
    void recordAlone(I input, O output) {
        long now = System.nanoTime();
        calls.get(0).add(new RecordedCall<>(0, input, output, now, System.nanoTime()));
    }

    /** Discards all calls, including later ones, because the model does not cover one of them. */
    public void discard() {
        discarded = true;
    }

    /** Returns the calls in the order in which they started. Called after the threads have ended. */
    List<RecordedCall<I, O>> history() {
        return discarded
                ? List.of()
                : calls.stream()
                        .flatMap(List::stream)
                        .sorted(Comparator.comparingLong(RecordedCall::start))
                        .toList();
    }

    /** Returns how long the quickest thread took for its calls. The others may have waited for a processor. */
    long quickestNanos() {
        return calls.stream()
                .filter(own -> !own.isEmpty())
                .mapToLong(own -> own.stream()
                        .filter(call -> call.end() != RecordedCall.OPEN)
                        .mapToLong(call -> call.end() - call.start())
                        .sum())
                .min()
                .orElse(0);
    }
}
