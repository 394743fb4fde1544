// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A queue for each subscription: the lower bound for the time to publish a message and take it. Payloads are copied as the
 * in-memory adapter copies them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class QueuePubSubBenchmark {

    private static final int CAPACITY = 1_024;

    /** The number of queues. */
    @Param("1")
    public int subscriptions;

    private List<List<ArrayBlockingQueue<byte[]>>> queues;

    /** Called by JMH. */
    public QueuePubSubBenchmark() {}

    @Setup(Level.Trial)
    public void create(BenchmarkParams benchmark) {
        queues =
                Stream.generate(this::ofOneThread).limit(benchmark.getThreads()).toList();
    }

    private List<ArrayBlockingQueue<byte[]>> ofOneThread() {
        return Stream.generate(() -> new ArrayBlockingQueue<byte[]>(CAPACITY))
                .limit(subscriptions)
                .toList();
    }

    @Benchmark
    public void publishAndTake(ThreadIndex lane, Blackhole blackhole) {
        byte[] payload = InitialState.VALUE.clone();
        for (ArrayBlockingQueue<byte[]> queue : queues.get(lane.index())) {
            if (!queue.offer(payload)) {
                throw new IllegalStateException("the queue is full");
            }
        }
        for (ArrayBlockingQueue<byte[]> queue : queues.get(lane.index())) {
            blackhole.consume(queue.poll().clone());
        }
    }
}
