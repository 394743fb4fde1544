// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import dev.coordination.CoordinationCall;
import dev.coordination.DistributedCoordination;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.junit.timeline.Timeline;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The backend of a test on the in-memory adapter. */
final class TestCoordination extends TestBackend {

    private static final String ADVICE_ON_TTLS =
            "TTLs were set, but the clock was never advanced. Nothing expires by itself: see FakeClock.advance.";

    private final MemoryBackend backend;
    private final Timeline timeline;

    /** Null if leaks are not checked. */
    private final @Nullable LeakCheck leaks;

    /**
     * Creates the backend of a test.
     *
     * @param recorded whether to record the timeline
     * @param leaks the leak check, or null if leaks are not checked
     */
    TestCoordination(MemoryBackend.Builder settings, FakeClock clock, boolean recorded, @Nullable LeakCheck leaks) {
        this.leaks = leaks;
        timeline = new Timeline(clock, ADVICE_ON_TTLS);
        MemoryBackend.Builder builder = settings.clock(clock);
        Consumer<CoordinationCall> recorder = recorder(timeline, recorded, leaks);
        if (recorder != null) {
            builder.onCall(recorder);
        }
        backend = builder.build();
        if (recorded) {
            clock.onMove(timeline::moved);
            clock.onSchedulerEvent(timeline::add);
        }
    }

    @Override
    Timeline timeline() {
        return timeline;
    }

    MemoryBackend backend() {
        return backend;
    }

    @Override
    DistributedCoordination connect(String node) {
        return node.isEmpty() ? backend.connect() : backend.connect(node);
    }

    @Override
    TimeControl time() {
        return TimeControl.of(backend.clock());
    }

    @Override
    void checkLeaks() {
        if (leaks != null) {
            leaks.run(backend::connect, backend.clock(), "");
        }
    }

    @Override
    void closeBackend() {
        backend.close("its test has ended");
    }
}
