// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import java.time.Duration;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.Blackhole;

/** Publishes a message to several subscriptions, each of which takes and reads it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class PortPubSub {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The number of subscriptions. */
    @Param("1")
    public int subscriptions;

    private DistributedCoordination coordination;
    private String[] channels;
    private List<List<Subscription>> opened;

    abstract DistributedCoordination connect();

    @Setup(Level.Trial)
    public void subscribe(BenchmarkParams benchmark) {
        coordination = connect();
        channels = KeyNames.inOrder("channel-", benchmark.getThreads());
        opened = Stream.of(channels).map(this::subscribe).toList();
    }

    private List<Subscription> subscribe(String channel) {
        return Stream.generate(() -> coordination.pubSub().subscribe(channel))
                .limit(subscriptions)
                .toList();
    }

    @TearDown(Level.Trial)
    public void close() {
        coordination.close();
    }

    /** With the in-memory adapter, a message arrives at once, so {@code next} never waits. */
    @Benchmark
    public void publishAndTake(ThreadIndex lane, Blackhole blackhole) throws InterruptedException {
        coordination.pubSub().publish(channels[lane.index()], InitialState.VALUE);
        for (Subscription subscription : opened.get(lane.index())) {
            Message message = subscription.next(PATIENCE).orElseThrow();
            blackhole.consume(message.payload());
        }
    }
}
