// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import dev.coordination.CoordinationCall;
import dev.coordination.DistributedCoordination;
import dev.coordination.ObservedCoordination;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.junit.timeline.FakeClockBacked;
import dev.coordination.junit.timeline.Timeline;
import dev.coordination.memory.FakeClock;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The backend of a test on the adapter of a harness. */
final class TestHarness extends TestBackend {

    private static final String ADVICE_ON_TTLS =
            "TTLs were set, but the test never let time pass: see TimeControl.advance.";

    private final CoordinationHarness harness;

    /** Null if leaks are not checked. */
    private final @Nullable LeakCheck leaks;

    private final Clock clock;
    private final Timeline timeline;

    /** Null if no calls are recorded. */
    private final @Nullable Consumer<CoordinationCall> recorder;

    private final AtomicInteger connected = new AtomicInteger();

    /**
     * Creates the backend of a test.
     *
     * @param harness a harness that has not been used
     * @param recorded whether to record the timeline
     * @param leaks the leak check, or null if leaks are not checked
     */
    TestHarness(CoordinationHarness harness, boolean recorded, @Nullable LeakCheck leaks) {
        harness.useProductionSettings();
        this.harness = harness;
        this.leaks = leaks;
        if (harness.time() instanceof FakeClockBacked time) {
            clock = time.fakeClock();
            timeline = new Timeline(clock, ADVICE_ON_TTLS);
            if (recorded) {
                time.fakeClock().onMove(timeline::moved);
                time.fakeClock().onSchedulerEvent(timeline::add);
            }
        } else {
            clock = harness.time().clock();
            timeline = new Timeline(clock, null); // Nothing reports that time has passed.
        }
        recorder = recorder(timeline, recorded, leaks);
    }

    @Override
    DistributedCoordination connect(String node) {
        DistributedCoordination handle = harness.connect();
        String number = Integer.toString(connected.incrementAndGet());
        return recorder == null
                ? handle
                : ObservedCoordination.of(handle, node.isEmpty() ? number : node, clock, recorder);
    }

    @Override
    void checkLeaks() {
        if (leaks != null) {
            FakeClock tasks = harness.time() instanceof FakeClockBacked time ? time.fakeClock() : null;
            leaks.run(harness::connect, tasks, "[" + harness.description() + "] ");
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
