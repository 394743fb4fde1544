package dev.coordination.junit;

import dev.coordination.CoordinationCall;
import dev.coordination.DistributedCoordination;
import dev.coordination.ObservedCoordination;
import dev.coordination.junit.contract.CoordinationHarness;
import dev.coordination.junit.timeline.Timeline;
import dev.coordination.memory.FakeClock;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A test on the adapter of a harness. */
final class TestHarness extends TestBackend {

    private static final String ADVICE_ON_TTLS =
            "There are TTLs, and the test never let time pass: see TimeControl.advance.";

    private final CoordinationHarness harness;
    private final boolean recorded;

    /** Null when nobody wants to know. */
    private final @Nullable LeakCheck leaks;

    private final Clock clock;
    private final Timeline timeline;
    private final AtomicInteger connected = new AtomicInteger();

    /**
     * Creates what a test has.
     *
     * @param harness the harness, which has not been used
     * @param recorded whether what happens is kept for a failure
     * @param leaks what looks for leaks at its end, or null
     */
    TestHarness(CoordinationHarness harness, boolean recorded, @Nullable LeakCheck leaks) {
        harness.useProductionSettings();
        this.harness = harness;
        this.recorded = recorded;
        this.leaks = leaks;
        if (harness.time() instanceof OnFakeClock time) {
            clock = time.steps();
            timeline = new Timeline(clock, ADVICE_ON_TTLS);
            if (recorded) {
                time.steps().onMove(timeline::moved);
                time.steps().onSchedulerEvent(timeline::add);
            }
        } else {
            clock = harness.time().clock();
            timeline = new Timeline(clock, null); // Nobody tells when time passes.
        }
    }

    @Override
    DistributedCoordination connect(String node) {
        DistributedCoordination handle = harness.connect();
        String number = Integer.toString(connected.incrementAndGet());
        return recorded || leaks != null
                ? ObservedCoordination.of(handle, node.isEmpty() ? number : node, clock, this::add)
                : handle;
    }

    private void add(CoordinationCall call) {
        if (recorded) {
            timeline.add(call);
        }
        if (leaks != null) {
            leaks.add(call);
        }
    }

    @Override
    void checkLeaks() {
        if (leaks != null) {
            FakeClock tasks = harness.time() instanceof OnFakeClock time ? time.steps() : null;
            leaks.run(harness::connect, tasks, "On " + harness.description() + ": ");
        }
    }

    @Override
    TimeControl time() {
        return harness.time();
    }

    @Override
    Timeline timeline() {
        return timeline;
    }

    @Override
    void closeBackend() {
        harness.close();
    }
}
