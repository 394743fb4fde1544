// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.Message;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.memory.MemoryBackend;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Publishes to a channel that has one subscription. All other subscriptions are to other channels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChannelsBenchmark {

    /** The total number of subscriptions. */
    @Param("1")
    public int subscriptions;

    private final PubSub pubSub = MemoryBackend.create().connect().pubSub();
    private Subscription reached;

    /** Called by JMH. */
    public ChannelsBenchmark() {}

    @Setup(Level.Trial)
    public void subscribe() {
        for (int i = 1; i < subscriptions; i++) {
            pubSub.subscribe("channel-" + i);
        }
        reached = pubSub.subscribe("channel");
        InitialState.settleHeap();
    }

    @Benchmark
    public Optional<Message> publishAndTake() {
        pubSub.publish("channel", InitialState.VALUE);
        return reached.poll();
    }
}
