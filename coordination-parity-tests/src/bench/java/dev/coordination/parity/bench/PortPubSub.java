package dev.coordination.parity.bench;

import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** A message to so many subscriptions, each of which takes it and reads it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class PortPubSub {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How many subscriptions. */
    @Param("1")
    public int subscriptions;

    private DistributedCoordination coordination;
    private final List<Subscription> opened = new ArrayList<>();

    abstract DistributedCoordination connect();

    @Setup(Level.Trial)
    public void subscribe() {
        coordination = connect();
        for (int i = 0; i < subscriptions; i++) {
            opened.add(coordination.pubSub().subscribe("channel"));
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        coordination.close();
    }

    /** In memory a message is there at once, so nothing ever waits. */
    @Benchmark
    public void publishAndTake(Blackhole blackhole) throws InterruptedException {
        coordination.pubSub().publish("channel", Settled.VALUE);
        for (Subscription subscription : opened) {
            Message message = subscription.next(PATIENCE).orElseThrow();
            blackhole.consume(message.payload());
        }
    }
}
